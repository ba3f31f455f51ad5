package io.ssehub.hub.bus;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisSubscriber;
import io.ssehub.protocol.redis.Script;
import io.ssehub.protocol.redis.ScriptCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bus over a real Redis: one connection for commands, one for pub/sub, and a probe that keeps an eye on the latter. */
public final class RedisBus implements Bus, AutoCloseable {
    /** A reader takes about half a queue at once; what is read beyond that is read again. */
    private static final int PAGE_BYTES = 256 * 1024;
    /** A node's probe is forgotten this long after its last word. */
    private static final Duration PROBE_LIFE = Duration.ofMinutes(1);
    /** Heads that one script reads: Redis does nothing else meanwhile. */
    private static final int HEADS_AT_ONCE = 100;

    private final RedisLink link;
    private final RedisKeys keys;
    private final Retentions retentions;
    private final int pageEntries;
    private final RedisSubscriber subscriber;
    private final String probeKey;
    private final Probe probe;

    /** The channels listened to, by the names under which messages come. */
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    /** Who hears what is no channel's. */
    private final Map<String, Consumer<byte[]>> others = new ConcurrentHashMap<>();

    /** Set once, before the first subscription. */
    private volatile @Nullable Listener listener;

    /**
     * A bus that starts without subscriptions.
     *
     * @param pageEntries most entries read at once
     * @param probing how the node makes sure that it hears
     * @param subscribe opens the pub/sub connection
     */
    public RedisBus(
            RedisLink link,
            RedisKeys keys,
            Retentions retentions,
            int pageEntries,
            ProbeProperties probing,
            BusMeters meters,
            Function<RedisSubscriber.Listener, RedisSubscriber> subscribe) {
        this.link = link;
        this.keys = keys;
        this.retentions = retentions;
        this.pageEntries = pageEntries;
        this.probeKey = keys.probe(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        this.probe = new Probe(probing, this::publishWord, this::replaceSubscriber, meters, System::nanoTime);
        this.subscriber = subscribe.apply(new FromRedis());
        subscriber.subscribe(probeKey);
        link.onUp(() -> tell(Listener::onRedisBack));
    }

    private CompletionStage<?> publishWord(byte[] word) {
        return link.run(Script.PROBE, new String[] {probeKey}, word, arg(PROBE_LIFE.toMillis()));
    }

    private void replaceSubscriber() {
        subscriber.replace();
    }

    /** What the pub/sub connection brings. */
    private final class FromRedis implements RedisSubscriber.Listener {
        @Override
        public void onSubscribed(String key) {
            if (key.equals(probeKey)) {
                probe.onSubscribed();
            } else {
                Channel channel = channels.get(key);
                if (channel != null) {
                    tell(told -> told.onSubscribed(channel));
                }
            }
        }

        @Override
        public void onMessage(String key, byte[] message) {
            Channel channel = channels.get(key);
            Listener told = listener;
            if (channel == null) {
                onWord(key, message);
            } else if (told != null) {
                told.onMessage(channel, message);
            }
        }

        private void onWord(String key, byte[] message) {
            Consumer<byte[]> other = others.get(key);
            if (key.equals(probeKey)) {
                probe.onHeard(message);
            } else if (other != null) {
                other.accept(message);
            }
        }

        @Override
        public void onLost() {
            probe.onLost();
        }
    }

    /** Who is told; to be set before the first subscription. */
    public void listener(Listener told) {
        this.listener = told;
    }

    /**
     * Listens to a pub/sub channel that announces no log; what is missed while the connection is away is lost.
     *
     * @param heard called on the driver's event loop, must not block
     */
    public void hear(String key, Consumer<byte[]> heard) {
        others.put(key, heard);
        subscriber.subscribe(key);
    }

    private void tell(Consumer<Listener> what) {
        Listener told = listener;
        if (told != null) {
            what.accept(told);
        }
    }

    @Override
    public void subscribe(Channel channel) {
        String key = keys.log(channel);
        channels.put(key, channel);
        subscriber.subscribe(key);
    }

    @Override
    public void unsubscribe(Channel channel) {
        String key = keys.log(channel);
        channels.remove(key);
        subscriber.unsubscribe(key);
    }

    @Override
    public CompletionStage<Position> roll(Channel channel, Position seen) {
        Position known = seen.isBeforeAny() ? Position.START : seen;
        Retention retention = retentions.of(channel);
        return link.run(
                        Script.ROLL,
                        keysOf(channel),
                        arg(retention.most()),
                        arg(retention.log().toMillis()),
                        arg(retention.head().toMillis()),
                        arg(known.epoch()),
                        arg(known.offset()))
                .thenApply(answer -> position(Answers.text(answer, 0)));
    }

    @Override
    public CompletionStage<Page> read(Channel channel, Position after) {
        Retention retention = retentions.of(channel);
        return link.run(
                        Script.READ,
                        keysOf(channel),
                        arg(retention.most()),
                        arg(retention.log().toMillis()),
                        arg(retention.head().toMillis()),
                        arg(after.toString()),
                        arg(pageEntries),
                        arg(PAGE_BYTES))
                .thenApply(answer -> new Page(position(Answers.text(answer, 0)), entries(answer.get(1))));
    }

    @Override
    public CompletionStage<List<Position>> heads(List<Channel> channels) {
        List<ScriptCall> calls = new ArrayList<>();
        for (int from = 0; from < channels.size(); from += HEADS_AT_ONCE) {
            List<Channel> some = channels.subList(from, Math.min(channels.size(), from + HEADS_AT_ONCE));
            calls.add(new ScriptCall(Script.HEADS, some.stream().map(keys::head).toArray(String[]::new)));
        }
        List<CompletableFuture<List<Object>>> answers = link.run(calls).stream()
                .map(CompletionStage::toCompletableFuture)
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .map(RedisBus::head)
                        .toList());
    }

    private static Position head(@Nullable Object written) {
        return written == null ? Position.START : position(Answers.text(written));
    }

    /** Whether pub/sub is connected. */
    public boolean isListening() {
        return subscriber.isUp();
    }

    /** Whether pub/sub is connected and carries nothing. */
    public boolean isDeaf() {
        return probe.isDeaf();
    }

    /** To be called about once a second. */
    public void tick() {
        probe.tick();
    }

    private String[] keysOf(Channel channel) {
        return new String[] {keys.log(channel), keys.head(channel)};
    }

    static Position position(String written) {
        return Position.parse(written).orElseThrow(() -> new IllegalStateException("not a position: " + written));
    }

    static List<Page.Entry> entries(Object answer) {
        List<Page.Entry> entries = new ArrayList<>();
        for (Object each : (List<?>) answer) {
            List<?> entry = (List<?>) each;
            List<byte[]> fields =
                    ((List<?>) entry.get(1)).stream().map(byte[].class::cast).toList();
            entries.add(new Page.Entry(Answers.text(entry.get(0)), fields));
        }
        return entries;
    }

    @Override
    public void close() {
        subscriber.close();
    }
}
