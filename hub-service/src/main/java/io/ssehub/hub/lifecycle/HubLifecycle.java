package io.ssehub.hub.lifecycle;

import io.ssehub.hub.control.Control;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.SessionProperties;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps time for feeds and sessions, and stops the node: connections first, told to come back elsewhere, ahead of the web
 * server, which would wait for them.
 */
@Component
final class HubLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(HubLifecycle.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** How long farewells may take. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Feeds feeds;
    private final Sessions sessions;
    private final Control control;
    private final RedisLink link;
    private final SessionProperties properties;
    private final NodeName node;

    private @Nullable ScheduledExecutorService timer;

    HubLifecycle(
            Feeds feeds,
            Sessions sessions,
            Control control,
            RedisLink link,
            SessionProperties properties,
            NodeName node) {
        this.feeds = feeds;
        this.sessions = sessions;
        this.control = control;
        this.link = link;
        this.properties = properties;
        this.node = node;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("hub-timer").daemon().factory());
        started.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
        feeds.join(Channel.CONTROL, control);
        log.info("node {} starts{}", node.value(), link.isUp() ? "" : "; it waits for Redis");
    }

    private void tick() {
        try {
            feeds.tick();
            sessions.beat(properties.heartbeat());
        } catch (RuntimeException e) {
            log.error("a tick failed", e);
        }
    }

    @Override
    public synchronized void stop() {
        log.info("node {} stops; {} connections are sent elsewhere", node.value(), sessions.count());
        sessions.endAllForShutdown();
        awaitFarewells();
        sessions.abortAll(Ending.SHUTDOWN);
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
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
