package io.ssehub.hub.lifecycle;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.hub.cluster.ClusterStreams;
import io.ssehub.hub.cluster.Membership;
import io.ssehub.hub.control.Control;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.node.EverySecond;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Permits;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.redis.RedisClock;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisVitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps time for the node's parts, and stops the node: connections first, sent elsewhere, ahead of the web server, which
 * would wait for them, and of Redis, which they need to the last.
 */
@Component
final class HubLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(HubLifecycle.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    /** How long farewells may take. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Feeds feeds;
    private final Sessions sessions;
    private final Control control;
    private final RedisLink link;
    private final NodeName node;
    private final Duty duty;
    private final Membership membership;
    private final List<Runnable> everySecond;

    private @Nullable ScheduledExecutorService timer;

    HubLifecycle(
            Feeds feeds,
            Sessions sessions,
            Control control,
            RedisLink link,
            RedisBus bus,
            RedisClock redisClock,
            RedisVitals redisVitals,
            Duty duty,
            Membership membership,
            ClusterStreams clusterStreams,
            NodeName node,
            Permits permits,
            ObjectProvider<EverySecond> others) {
        this.feeds = feeds;
        this.sessions = sessions;
        this.control = control;
        this.link = link;
        this.node = node;
        this.duty = duty;
        this.membership = membership;
        this.everySecond = new ArrayList<>(List.of(
                bus::tick,
                feeds::tick,
                redisClock::tick,
                redisVitals::tick,
                RedisWatch.of(link, sessions)::tick,
                sessions::tick,
                membership::tick,
                clusterStreams::tick,
                permits::tick));
        others.forEach(other -> everySecond.add(other::tick));
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("hub-timer").daemon().factory());
        everySecond.forEach(task -> repeat(started, TICK, task));
        repeat(started, LOOK, feeds::look);
        timer = started;
        feeds.join(Channel.CONTROL, control);
        log.info("node {} starts{}", node.value(), link.isUp() ? "" : "; it waits for Redis");
    }

    private static void repeat(ScheduledExecutorService timer, Duration pause, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a timed task failed", e);
            }
        };
        timer.scheduleWithFixedDelay(guarded, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        log.info("node {} stops; {} connections are sent elsewhere", node.value(), sessions.count());
        SecondSignal again = SecondSignal.listen(this::hurry);
        duty.stop();
        awaitFarewells();
        again.forget();
        sessions.abortAll(Ending.SHUTDOWN);
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        membership.leave();
    }

    /** Stops at once instead of over the window. */
    void hurry() {
        log.info("node {} was asked again and stops at once", node.value());
        duty.hurry();
    }

    private void awaitFarewells() {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (sessions.count() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** The last to start and the first to stop, ahead of the web server's graceful shutdown. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
