package io.ssehub.hub.sim;

import io.ssehub.hub.sink.Sink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A reader's socket: takes its time, and what was written before a cut may arrive in part. */
final class SimSink implements Sink {
    private final SimScheduler scheduler;
    private final Random random;
    private final SimReader client;
    private boolean writing;
    private boolean frozen;
    private @Nullable Runnable held;
    boolean cut;
    boolean ended;

    SimSink(SimScheduler scheduler, Random random, SimReader client) {
        this.scheduler = scheduler;
        this.random = random;
        this.client = client;
    }

    @Override
    public void write(ByteBuffer bytes, Done done) {
        if (writing || ended) {
            throw new IllegalStateException("a write while another is under way, or after the end");
        }
        writing = true;
        // Whoever writes holds no lock here: other lanes may get in between.
        for (int i = random.nextInt(8) - 4; i > 0; i--) {
            scheduler.step();
        }
        if (random.nextInt(4) == 0) {
            // A socket with room takes it at once.
            arrive(bytes, done);
        } else {
            scheduler.later(() -> arrive(bytes, done));
        }
    }

    private void arrive(ByteBuffer bytes, Done done) {
        if (frozen && !cut) {
            held = () -> arrive(bytes, done);
            return;
        }
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        writing = false;
        if (cut) {
            if (!client.hasMovedOn(this)) {
                client.onBytes(firstBlocks(text));
            }
            done.onWritten(false);
            return;
        }
        client.onBytes(text);
        done.onWritten(true);
    }

    /** A frozen reader takes nothing; a write under way waits until it thaws or is cut. */
    void freeze(boolean on) {
        frozen = on;
        if (!on) {
            release();
        }
    }

    private void release() {
        if (held != null) {
            scheduler.later(held);
            held = null;
        }
    }

    /** The connection breaks. Of what is under way the first events may still arrive. */
    void cut() {
        cut = true;
        release();
    }

    private String firstBlocks(String text) {
        String[] blocks = text.split("\n\n");
        return String.join("\n\n", Arrays.copyOf(blocks, random.nextInt(blocks.length + 1)));
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void abort() {
        ended = true;
        cut();
    }
}
