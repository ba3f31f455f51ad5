package io.ssehub.hub.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes events in the format of WHATWG server-sent events. Every frame of this service is built here.
 *
 * <p>A block is what an event is before its {@code id:} and its closing empty line, which depend on the connection.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class SseEncoder {
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] ID = ascii("id: ");
    private static final byte[] RETRY = ascii("retry: ");

    private SseEncoder() {}

    /**
     * An event without {@code id:}.
     *
     * @param name the event's name, free of line breaks; an empty one would be another's, {@code message}
     * @param data its data in UTF-8; line breaks of any kind become lines of their own, as the format demands
     */
    public static byte[] block(String name, byte[] data) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an event must have a name");
        }
        byte[] event = ascii(requireOneLine(name));
        int lines = 1 + lineBreaks(data);
        // A break of two bytes counts as two, which leaves some room over.
        byte[] block =
                new byte[EVENT.length + event.length + 1 + data.length + lines * (DATA.length + 1) - (lines - 1)];
        int at = line(block, 0, EVENT, event, 0, event.length);
        int begin = 0;
        for (int i = 0; lines > 1 && i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                at = line(block, at, DATA, data, begin, i);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                begin = i + 1;
            }
        }
        at = line(block, at, DATA, data, begin, data.length);
        return at == block.length ? block : Arrays.copyOf(block, at);
    }

    /** How many bytes end a line. Most data has none; so short a loop is done for many bytes at a time. */
    private static int lineBreaks(byte[] data) {
        int breaks = 0;
        for (byte each : data) {
            breaks += each == '\n' || each == '\r' ? 1 : 0;
        }
        return breaks;
    }

    /** How long a client should wait before it connects again. */
    public static byte[] retry(long millis) {
        return concat(RETRY, ascii(millis + "\n"));
    }

    /** The line that hands out a cursor; an empty one would take the reader's away. */
    public static byte[] id(String cursor) {
        if (cursor.isEmpty()) {
            throw new IllegalArgumentException("an id must not be empty");
        }
        return concat(ID, ascii(requireOneLine(cursor) + "\n"));
    }

    /** Writes a line and returns where the next one begins. */
    private static int line(byte[] block, int at, byte[] field, byte[] value, int from, int to) {
        System.arraycopy(field, 0, block, at, field.length);
        System.arraycopy(value, from, block, at + field.length, to - from);
        int end = at + field.length + to - from;
        block[end] = '\n';
        return end + 1;
    }

    private static String requireOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == 0) {
                throw new IllegalArgumentException("a name or an id of an event must be one line");
            }
        }
        return text;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
