package io.ssehub.hub.sim;

import io.ssehub.hub.bus.Bus;
import io.ssehub.hub.bus.Page;
import io.ssehub.hub.session.Recap;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One node's way to Redis: answers late or not at all, and pub/sub that drops, doubles, delays and swaps. */
final class SimBus implements Bus {
    /** Of a hundred messages, how many meet which fate. */
    record Faults(int dropped, int doubled, int failedCalls) {
        static final Faults NONE = new Faults(0, 0, 0);
    }

    private final SimScheduler scheduler;
    private final SimRedis redis;
    private final Random random;
    private final Set<Channel> subscribed = new LinkedHashSet<>();
    private final SimLane commands;
    private final SimLane answers;
    private Faults faults;
    private Bus.Listener listener;

    SimBus(SimScheduler scheduler, SimRedis redis, Random random, Faults faults) {
        this.scheduler = scheduler;
        this.redis = redis;
        this.random = random;
        this.faults = faults;
        this.commands = new SimLane(scheduler);
        this.answers = new SimLane(scheduler);
    }

    void listener(Bus.Listener toldOf) {
        this.listener = toldOf;
    }

    void heal() {
        faults = Faults.NONE;
    }

    /** A message of Redis; each node may see it once, twice or never, and in any order. */
    void announce(Channel channel, byte[] message) {
        if (!subscribed.contains(channel) || random.nextInt(100) < faults.dropped) {
            return;
        }
        deliverLater(channel, message);
        if (random.nextInt(100) < faults.doubled) {
            deliverLater(channel, message);
        }
    }

    /** Messages are late by milliseconds; they do not outlive the Redis that sent them. */
    private void deliverLater(Channel channel, byte[] message) {
        int sentIn = redis.life();
        scheduler.later(() -> {
            if (redis.life() == sentIn) {
                listener.onMessage(channel, message);
            }
        });
    }

    /** The connection was lost and is back. */
    void interrupt() {
        for (Channel channel : List.copyOf(subscribed)) {
            scheduler.later(() -> listener.onSubscribed(channel));
        }
    }

    /** The connection for commands was lost and is back. */
    void redisIsBack() {
        scheduler.later(() -> listener.onRedisBack());
    }

    @Override
    public void subscribe(Channel channel) {
        scheduler.later(() -> {
            subscribed.add(channel);
            scheduler.later(() -> listener.onSubscribed(channel));
        });
    }

    @Override
    public void unsubscribe(Channel channel) {
        subscribed.remove(channel);
    }

    @Override
    public CompletionStage<Position> roll(Channel channel, Position seen) {
        return call(() -> redis.roll(channel, seen));
    }

    @Override
    public CompletionStage<Page> read(Channel channel, Position after) {
        return call(() -> redis.read(channel, after));
    }

    @Override
    public CompletionStage<List<Position>> heads(List<Channel> channels) {
        return call(() -> channels.stream().map(redis::head).toList());
    }

    CompletionStage<Recap> recap(String message) {
        return call(() -> redis.recap(message));
    }

    /** Commands share a connection: they are asked and answered in order, however late. */
    private <T> CompletionStage<T> call(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        commands.execute(() -> {
            boolean fails = random.nextInt(100) < faults.failedCalls;
            T asked = fails ? null : question.get();
            answers.execute(() -> {
                if (asked == null) {
                    answer.completeExceptionally(new IllegalStateException("away"));
                } else {
                    answer.complete(asked);
                }
            });
        });
        return answer;
    }
}
