package io.ssehub.loadtest.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An incremental parser of one event stream, by the letter of the
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML standard</a>.
 *
 * <p>Chunks may be cut anywhere. An event that has not been ended by a blank line is never reported. Not thread-safe:
 * one thread feeds it.
 */
public final class SseParser {
    /*
     * Works on bytes. Line ends, colons and field names are ASCII, and no byte of a longer UTF-8 character looks like
     * ASCII, so a line is cut out first and decoded afterwards: a character split across chunks is whole by then. A
     * line that lies within one chunk is read where it lies; only its value is copied.
     */

    private static final byte[] DATA = ascii("data");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] ID = ascii("id");
    private static final byte[] RETRY = ascii("retry");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** More digits than this is longer than anyone waits: read as the largest value of so many digits. */
    private static final int RETRY_DIGITS = 9;

    private static final long RETRY_LONGEST_MILLIS = 999_999_999L;

    private final SseListener listener;
    private final int maxEventBytes;

    // The line that has begun, when its end lies in a later chunk.
    private final ByteBuilder partial = new ByteBuilder();
    private boolean afterCarriageReturn;
    private boolean atStreamStart = true;

    // The event that has begun: the standard's three buffers.
    private final ByteBuilder data = new ByteBuilder();
    private String type = "";
    private String id;

    private String lastEventId;
    private boolean failed;

    /**
     * A parser of a stream that goes on where another one ended.
     *
     * @param lastEventId what the last event id is until the stream sets it. The standard starts each stream with an
     *     empty one, and then the first event without an id would wipe out the cursor; Chromium keeps it, and so does
     *     this.
     * @param maxEventBytes how long a line, and the data of an event, may be
     */
    public SseParser(SseListener listener, String lastEventId, int maxEventBytes) {
        this.listener = listener;
        this.lastEventId = lastEventId;
        this.id = lastEventId;
        this.maxEventBytes = maxEventBytes;
    }

    /** The id to resume from: that of the last block which a blank line has ended, with or without data. */
    public String lastEventId() {
        return lastEventId;
    }

    /** Takes all that remains in the chunk. */
    public void feed(ByteBuffer chunk) {
        int limit = chunk.limit();
        int lineStart = chunk.position();
        for (int i = lineStart; i < limit && !failed; i++) {
            byte next = chunk.get(i);
            if (next == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                lineStart = i + 1;
            } else if (next == '\n' || next == '\r') {
                afterCarriageReturn = next == '\r';
                endLine(chunk, lineStart, i);
                lineStart = i + 1;
            } else {
                afterCarriageReturn = false;
            }
        }
        chunk.position(limit);
        if (!failed && fits(partial.length() + limit - lineStart)) {
            partial.append(chunk, lineStart, limit);
        }
    }

    private void endLine(ByteBuffer chunk, int from, int to) {
        if (!fits(partial.length() + to - from)) {
            return;
        }
        if (partial.isEmpty()) {
            onLine(chunk, from, to);
        } else {
            partial.append(chunk, from, to);
            onLine(partial.view(), 0, partial.length());
            partial.clear();
        }
    }

    private void onLine(ByteBuffer line, int start, int end) {
        int from = start;
        if (atStreamStart) {
            atStreamStart = false;
            if (end - from >= BYTE_ORDER_MARK.length
                    && is(BYTE_ORDER_MARK, line, from, from + BYTE_ORDER_MARK.length)) {
                from += BYTE_ORDER_MARK.length;
            }
        }
        if (from == end) {
            dispatch();
            return;
        }
        int colon = indexOf(':', line, from, end);
        if (colon == from) {
            return; // a comment
        }
        if (colon < 0) {
            onField(line, from, end, end, end);
        } else {
            boolean space = colon + 1 < end && line.get(colon + 1) == ' ';
            onField(line, from, colon, space ? colon + 2 : colon + 1, end);
        }
    }

    private void onField(ByteBuffer line, int name, int nameEnd, int value, int end) {
        if (is(DATA, line, name, nameEnd)) {
            if (fits(data.length() + end - value)) {
                data.append(line, value, end);
                data.append((byte) '\n');
            }
        } else if (is(EVENT, line, name, nameEnd)) {
            type = text(line, value, end);
        } else if (is(ID, line, name, nameEnd)) {
            if (indexOf('\0', line, value, end) < 0) {
                id = text(line, value, end);
            }
        } else if (is(RETRY, line, name, nameEnd)) {
            onRetry(line, value, end);
        }
    }

    private void onRetry(ByteBuffer line, int from, int end) {
        long millis = 0;
        for (int i = from; i < end; i++) {
            int digit = line.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = i - from < RETRY_DIGITS ? millis * 10 + digit : RETRY_LONGEST_MILLIS;
        }
        if (end > from) {
            listener.onRetry(millis);
        }
    }

    private void dispatch() {
        lastEventId = id;
        if (!data.isEmpty()) {
            String text = data.utf8(data.length() - 1); // without the last line feed
            data.clear();
            listener.onEvent(new SseEvent(type.isEmpty() ? "message" : type, text, id));
        }
        type = "";
    }

    private boolean fits(int length) {
        if (length <= maxEventBytes) {
            return true;
        }
        failed = true;
        listener.onProtocolError("a line or an event is longer than " + maxEventBytes + " bytes");
        return false;
    }

    private static boolean is(byte[] expected, ByteBuffer line, int from, int to) {
        if (to - from != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (line.get(from + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(char wanted, ByteBuffer line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String text(ByteBuffer line, int from, int to) {
        byte[] copy = new byte[to - from];
        line.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
