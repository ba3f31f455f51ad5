package io.ssehub.hub.doctor;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One check: a first event with what the node sees, the probes, a report. Each probe says when it was sent, so that the
 * client need only compare when it comes, by whatever clock.
 *
 * <p>Every event carries the same end flag as its {@code id:}: an {@code EventSource} that is cut in the middle is not to
 * begin anew, for ever.
 */
final class Examination implements Runnable {
    private static final Channel DOCTOR = Channel.topic("hub.doctor");
    private static final String END = Cursor.writer(List.of(DOCTOR)).write(new Position[] {new Position(1, 1)}, true);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String HOW_TO_READ = "Each probe should appear on its own at the second it names. If several"
            + " appear at once, something on the way holds the stream back.";

    /**
     * What a check needs of its node.
     *
     * @param heartbeat the longest silence of an ordinary stream
     * @param writeTimeout how long one write may take
     */
    record Node(String name, Duration heartbeat, Duration writeTimeout, Clock clock) {}

    private final Sink sink;
    private final Timetable timetable;
    private final Seen seen;
    private final Node node;
    private final CountDownLatch stopped;
    private final Runnable over;

    // Touched by the thread that runs it.
    private long beginNanos;
    private int probes;

    /**
     * @param stopped down when the node stops or the client has gone: no more probes
     * @param over called once it is over, however
     */
    Examination(Sink sink, Timetable timetable, Seen seen, Node node, CountDownLatch stopped, Runnable over) {
        this.sink = sink;
        this.timetable = timetable;
        this.seen = seen;
        this.node = node;
        this.stopped = stopped;
        this.over = over;
    }

    @Override
    public void run() {
        beginNanos = System.nanoTime();
        try {
            if (examine()) {
                sink.end();
            } else {
                sink.abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.abort();
        } finally {
            over.run();
        }
    }

    /** Whether the client has been told all there is. */
    private boolean examine() throws InterruptedException {
        boolean open = write("hello", hello());
        for (Duration pause : timetable.pauses()) {
            if (!open) {
                return false;
            }
            if (wait(pause)) {
                return farewell();
            }
            open = write("probe", probe());
        }
        if (open && timetable.silence() > 0) {
            open = write("silence", silence());
            if (wait(timetable.wantedSilence())) {
                return farewell();
            }
            open = open && write("probe", probe());
        }
        return open && write("report", report());
    }

    private boolean farewell() throws InterruptedException {
        return write("disconnected", "{\"reason\":\"shutdown\"}");
    }

    private String hello() {
        return "{\"text\":\"" + HOW_TO_READ + "\",\"node\":\"" + node.name() + "\",\"probes\":" + timetable.probes()
                + ",\"seconds\":" + timetable.seconds() + ",\"silence\":" + timetable.silence() + ",\"heartbeat\":"
                + node.heartbeat().toMillis() + ",\"saw\":" + seen.json() + "}";
    }

    private String probe() {
        probes++;
        return "{\"n\":" + probes + "," + sent() + ",\"text\":\"sent at " + seconds() + " s\"}";
    }

    private String silence() {
        return "{\"seconds\":" + timetable.silence() + "," + sent() + ",\"text\":\"Nothing for " + timetable.silence()
                + " s now; the next probe should come all the same.\"}";
    }

    private String report() {
        return "{\"probes\":" + probes + "," + sent()
                + ",\"text\":\"All sent. If you saw them come one by one, nothing on the way holds streams back.\"}";
    }

    /** By the node's clock, and since the check began. */
    private String sent() {
        return "\"time\":" + node.clock().millis() + ",\"at\":" + TimeUnit.NANOSECONDS.toMillis(elapsedNanos());
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f", elapsedNanos() / NANOS_PER_SECOND);
    }

    private long elapsedNanos() {
        return System.nanoTime() - beginNanos;
    }

    /** Whether it was stopped meanwhile. */
    private boolean wait(Duration pause) throws InterruptedException {
        return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean write(String name, String data) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SseEncoder.block(name, data.getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(SseEncoder.id(END));
        out.write('\n');
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        sink.write(ByteBuffer.wrap(out.toByteArray()), done::complete);
        try {
            return done.get(node.writeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
