package io.ssehub.protocol.log;

import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One event of a channel, as the log holds it and as pub/sub carries it.
 *
 * <p>In the log: a stream entry whose ID is the position, with the fields {@code v} (version), {@code t} (time), {@code
 * e} (event), {@code r} (reference) and {@code d} (data), always all five and in this order, which lets Redis store
 * their names once a node. Over pub/sub: one line {@code <v> <position> <t> <e> <r>}, a line feed, the data.
 *
 * @param position where it stands
 * @param timeMillis when Redis took it, by Redis' clock
 * @param event the SSE event name
 * @param ref what it is part of
 * @param data UTF-8 text without line breaks, JSON by convention; never changed after construction
 */
public record LogEntry(Position position, long timeMillis, String event, EntryRef ref, byte[] data) {
    private static final int HEADER_FIELDS = 5;

    /**
     * Reads a stream entry.
     *
     * @param id the entry's ID
     * @param fields names and values in turn
     * @throws UnreadableEntryException if it is of another version or not one of ours
     */
    public static LogEntry fromStream(String id, List<byte[]> fields) {
        Position position = position(id);
        if (fields.size() < 2 * HEADER_FIELDS || !Wire.VERSION.equals(text(fields.get(1)))) {
            throw new UnreadableEntryException(position);
        }
        return read(position, text(fields.get(3)), text(fields.get(5)), text(fields.get(7)), fields.get(9));
    }

    /**
     * Reads a pub/sub message.
     *
     * @throws UnreadableEntryException if it is of another version or not one of ours
     */
    public static LogEntry fromMessage(byte[] message) {
        int line = indexOf(message, (byte) '\n');
        String[] header =
                new String(message, 0, Math.max(0, line), StandardCharsets.UTF_8).split(" ", HEADER_FIELDS + 1);
        if (line < 0 || header.length < 2) {
            throw new UnreadableEntryException(Position.START);
        }
        Position position = position(header[1]);
        if (!Wire.VERSION.equals(header[0]) || header.length != HEADER_FIELDS) {
            throw new UnreadableEntryException(position);
        }
        return read(position, header[2], header[3], header[4], Arrays.copyOfRange(message, line + 1, message.length));
    }

    private static LogEntry read(Position position, String time, String event, String ref, byte[] data) {
        try {
            return new LogEntry(position, Long.parseLong(time), event, EntryRef.parse(ref), data);
        } catch (NumberFormatException noTime) {
            throw new UnreadableEntryException(position);
        }
    }

    private static Position position(String written) {
        return Position.parse(written).orElseThrow(() -> new UnreadableEntryException(Position.START));
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The data as text. */
    public String dataText() {
        return text(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry that
                && position.equals(that.position)
                && timeMillis == that.timeMillis
                && event.equals(that.event)
                && ref.equals(that.ref)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, timeMillis, event, ref);
    }

    @Override
    public String toString() {
        return position + " " + event + " " + ref + " " + dataText();
    }
}
