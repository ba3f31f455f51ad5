package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.client.ReaderListener;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.judge.JudgedReader;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.server.Target;
import io.ssehub.loadtest.sse.SseEvent;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One reader of a {@link Crowd}: unwraps what comes, times it and hands it to the judge. */
final class Member implements ReaderListener {
    private final Crowd crowd;
    private final Target target;
    private final JudgedReader judged;
    private final Consumer<SseEvent> also;

    // Touched by the reader's event loop only.
    private boolean began;

    // Written by the reader's event loop, read by any thread.
    private volatile long connectedNanos;
    private volatile boolean welcomed;
    private volatile long heardNanos = System.nanoTime();
    private volatile long longestSilenceNanos;

    // Written once, after opening.
    private volatile @Nullable SseReader sse;

    /** @param also is shown every event too */
    Member(Crowd crowd, Target target, JudgedReader judged, Consumer<SseEvent> also) {
        this.crowd = crowd;
        this.target = target;
        this.judged = judged;
        this.also = also;
    }

    void opened(SseReader reader) {
        sse = reader;
    }

    SseReader sse() {
        SseReader opened = sse;
        if (opened == null) {
            throw new IllegalStateException(judged.name() + " has not been opened");
        }
        return opened;
    }

    @Override
    public void onConnect() {
        connectedNanos = System.nanoTime();
    }

    /** When TCP connected last, by {@link System#nanoTime}. */
    long connectedNanos() {
        return connectedNanos;
    }

    @Override
    public void onOpen(URI url) {
        if (!target.hasWelcome()) {
            onWelcome();
        }
    }

    @Override
    public void onEvent(SseEvent event) {
        hear();
        if (!welcomed && target.isWelcome(event)) {
            onWelcome();
        }
        also.accept(event);
        SseEvent payload = target.unwrap(event);
        if (payload == null) {
            return;
        }
        if (payload.type().equals(Stamp.EVENT)) {
            long due = Stamp.timeMicros(payload.data());
            if (due > 0) {
                crowd.onDelivery(due);
            }
        }
        judged.onEvent(payload);
    }

    private void onWelcome() {
        welcomed = true;
        heardNanos = System.nanoTime();
        if (!began) {
            began = true;
            judged.startHere();
        }
        crowd.onWelcome(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - connectedNanos));
    }

    private void hear() {
        long now = System.nanoTime();
        longestSilenceNanos = Math.max(longestSilenceNanos, now - heardNanos);
        heardNanos = now;
    }

    @Override
    public void onEnd(Ending ending) {
        if (welcomed) {
            welcomed = false;
            crowd.onLost();
        }
    }

    /** Whether its present connection listens. */
    boolean isWelcomed() {
        return welcomed;
    }

    /** The longest time it has heard nothing, up to now. */
    long longestSilenceNanos() {
        return Math.max(longestSilenceNanos, System.nanoTime() - heardNanos);
    }

    /** Whether it has the last of everything that was accepted. */
    boolean isCaughtUp() {
        return judged.isCaughtUp();
    }
}
