package io.ssehub.hub.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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
     * @param name the event's name, free of line breaks
     * @param data its data in UTF-8; line breaks of any kind become lines of their own, as the format demands
     */
    public static byte[] block(String name, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() + data.length + 24);
        out.writeBytes(EVENT);
        out.writeBytes(ascii(requireOneLine(name)));
        out.write('\n');
        int line = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                dataLine(out, data, line, i);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                line = i + 1;
            }
        }
        dataLine(out, data, line, data.length);
        return out.toByteArray();
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

    private static void dataLine(ByteArrayOutputStream out, byte[] data, int from, int to) {
        out.writeBytes(DATA);
        out.write(data, from, to - from);
        out.write('\n');
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
