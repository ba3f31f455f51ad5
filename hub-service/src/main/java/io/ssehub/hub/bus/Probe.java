package io.ssehub.hub.bus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether this node still hears what is published. Now and then it publishes a word to itself; if Redis has
 * taken the word and nothing is heard, the node is deaf, however well its connection looks, and the connection is
 * replaced. While Redis does not answer, nothing is concluded.
 */
final class Probe {
    /*
     * Threads: `tick` on the timer, everything else on the driver's event loop. Locks: the monitor guards all fields and is
     * never held while publishing or replacing.
     */
    private static final Logger log = LoggerFactory.getLogger(Probe.class);

    private final ProbeProperties properties;
    private final Function<byte[], CompletionStage<?>> publish;
    private final Runnable replace;
    private final BusMeters meters;
    private final LongSupplier nanoClock;

    // Guarded by this.
    private boolean subscribed;
    private boolean deaf;
    private long words;
    /** The word that is waited for; null for none. */
    private byte @Nullable [] word;

    private boolean taken;
    private long takenNanos;
    private long sentNanos;

    Probe(
            ProbeProperties properties,
            Function<byte[], CompletionStage<?>> publish,
            Runnable replace,
            BusMeters meters,
            LongSupplier nanoClock) {
        this.properties = properties;
        this.publish = publish;
        this.replace = replace;
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** Whether Redis takes what this node publishes and the node does not hear it. */
    synchronized boolean isDeaf() {
        return deaf;
    }

    /** A connection listens to the words. */
    void onSubscribed() {
        synchronized (this) {
            subscribed = true;
            word = null;
            sentNanos = nanoClock.getAsLong() - properties.interval().toNanos();
        }
        meters.listening();
    }

    /** The connection is gone; whatever was under way proves nothing. */
    synchronized void onLost() {
        subscribed = false;
        word = null;
    }

    void onHeard(byte[] heard) {
        synchronized (this) {
            if (!Arrays.equals(heard, word)) {
                return;
            }
            word = null;
            deaf = false;
        }
        meters.heard();
    }

    /** To be called about once a second. */
    void tick() {
        byte[] next;
        synchronized (this) {
            long now = nanoClock.getAsLong();
            if (!subscribed) {
                return;
            }
            if (word != null) {
                if (!taken || now - takenNanos < properties.timeout().toNanos()) {
                    return;
                }
                subscribed = false;
                word = null;
                deaf = true;
                next = null;
            } else if (now - sentNanos >= properties.interval().toNanos()) {
                next = Long.toString(++words).getBytes(StandardCharsets.US_ASCII);
                word = next;
                taken = false;
                sentNanos = now;
            } else {
                return;
            }
        }
        if (next == null) {
            log.warn("events: Redis takes what this node publishes, but nothing is heard; the connection is replaced");
            meters.deaf();
            replace.run();
        } else {
            publish.apply(next).whenComplete((answer, failure) -> onAnswer(next, failure));
        }
    }

    private synchronized void onAnswer(byte[] asked, @Nullable Throwable failure) {
        if (word != asked) {
            return;
        }
        if (failure == null) {
            taken = true;
            takenNanos = nanoClock.getAsLong();
        } else {
            // Redis is away, which is another trouble.
            word = null;
            deaf = false;
        }
    }
}
