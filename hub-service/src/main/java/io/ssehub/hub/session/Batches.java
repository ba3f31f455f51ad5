package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.OutboundQueue.Item;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one write out of what is queued; where the channels stand moves as they leave, and with it the cursor
 * that the client is handed. Guarded by the session.
 */
final class Batches {
    private static final byte[] NOTHING = {};

    /**
     * One write.
     *
     * @param frames events in it
     * @param takenMillis when Redis took the oldest live one; 0 for none
     */
    record Batch(byte[] bytes, int frames, long takenMillis) {}

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
            return new Batch(NOTHING, 0, 0);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(queue.bytes() + 256, batchBytes));
        int frames = 0;
        long takenMillis = 0;
        while (out.size() < batchBytes) {
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
                out.writeBytes(item.block());
                boolean last = over && queue.isEmpty();
                if (item.withId() && (last || hasPlaceEverywhere())) {
                    out.writeBytes(SseEncoder.id(cursor(last)));
                }
                out.write('\n');
            }
        }
        events += frames;
        bytes += out.size();
        return new Batch(out.toByteArray(), frames, takenMillis);
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
        return hasPlaceEverywhere() ? cursor(false) : null;
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

    private String cursor(boolean ended) {
        Position[] positions = new Position[readers.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = readers.get(i).sent();
        }
        return cursors.write(positions, ended);
    }
}
