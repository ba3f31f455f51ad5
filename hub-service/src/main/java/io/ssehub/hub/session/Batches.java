package io.ssehub.hub.session;

import io.ssehub.hub.frame.EventBytes;
import io.ssehub.hub.session.OutboundQueue.Item;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one write out of what is queued; where the channels stand moves as they leave, and with it the cursor
 * that the client is handed. Guarded by the session.
 */
final class Batches {

    /**
     * One write.
     *
     * @param size of its bytes, also when these are taken
     * @param frames events in it
     * @param takenMillis when Redis took the oldest live one; 0 for none
     */
    record Batch(ByteBuffer bytes, int size, int frames, long takenMillis) {
        /** Nothing to write. */
        static final Batch NONE = new Batch(ByteBuffer.allocate(0), 0, 0, 0);

        /** Nothing to write, ever again. */
        static final Batch OVER = new Batch(ByteBuffer.allocate(0), 0, 0, 0);

        boolean isEmpty() {
            return size == 0;
        }
    }

    private final List<ChannelReader> readers;
    private final OutboundQueue queue;
    private final int batchBytes;
    private final Cursor.Writer cursors;

    private long events;
    private long bytes;

    Batches(List<ChannelReader> readers, OutboundQueue queue, int batchBytes) {
        this.readers = readers;
        this.queue = queue;
        this.batchBytes = batchBytes;
        this.cursors =
                Cursor.writer(readers.stream().map(ChannelReader::channel).toList());
    }

    /**
     * Takes items out of the queue.
     *
     * @param over whether the last of them ends the connection for good
     */
    Batch next(boolean over) {
        if (queue.isEmpty()) {
            return Batch.NONE;
        }
        EventBytes out = new EventBytes(Math.min(queue.bytes(), batchBytes) + EventBytes.overhead(cursors));
        int frames = 0;
        long takenMillis = 0;
        while (out.length() < batchBytes) {
            Item item = queue.poll();
            if (item == null) {
                break;
            }
            if (item.reader() != null && item.position() != null) {
                item.reader().onSent(item.position());
            }
            if (item.block().length > 0) {
                frames++;
                takenMillis = takenMillis == 0 ? item.liveMillis() : takenMillis;
                out.block(item.block());
                boolean last = over && queue.isEmpty();
                if (item.withId() && (last || hasPlaceEverywhere())) {
                    out.id(cursors, sent(), last);
                }
                out.end();
            }
        }
        events += frames;
        bytes += out.length();
        return new Batch(out.toBuffer(), out.length(), frames, takenMillis);
    }

    /** Events that have left. */
    long events() {
        return events;
    }

    /** Bytes of these. */
    long bytes() {
        return bytes;
    }

    /** What the client would come back with; null before there is something. */
    @Nullable String cursor() {
        return hasPlaceEverywhere() ? cursors.write(sent(), false) : null;
    }

    /** Whether there is a cursor to come back with. */
    private boolean hasPlaceEverywhere() {
        for (ChannelReader reader : readers) {
            if (!reader.hasPlace()) {
                return false;
            }
        }
        return true;
    }

    private Position[] sent() {
        Position[] positions = new Position[readers.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = readers.get(i).sent();
        }
        return positions;
    }
}
