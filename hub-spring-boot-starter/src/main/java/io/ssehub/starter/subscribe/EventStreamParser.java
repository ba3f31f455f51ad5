package io.ssehub.starter.subscribe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads an event stream as the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML standard</a> says.
 * Chunks may be cut anywhere, also inside a character: a line is cut out first and decoded then. What no blank line has ended
 * is never reported. Not thread-safe.
 */
final class EventStreamParser {
    /** Is told what the stream says. */
    interface Listener {
        void onEvent(ReceivedEvent event);

        /** A block has ended, with or without an event; where the stream stands now. */
        void onCursor(String cursor);

        /** How long to wait before coming back. */
        void onRetry(long millis);
    }

    /** The stream is none that can be read. */
    static final class UnreadableException extends RuntimeException {
        UnreadableException(String message) {
            super(message);
        }
    }

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** More digits are longer than anybody waits. */
    private static final int RETRY_DIGITS = 9;

    private final Listener listener;
    private final int longest;

    // The line that has begun.
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCarriageReturn;
    private boolean atStart = true;

    // The block that has begun.
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id;

    /**
     * A parser of a stream that goes on where another one ended.
     *
     * @param cursor where that was; unlike in the standard's words, but as browsers do it, an event without an id keeps it
     * @param longest most bytes of a line, and most characters of an event's data
     */
    EventStreamParser(Listener listener, String cursor, int longest) {
        this.listener = listener;
        this.id = cursor;
        this.longest = longest;
    }

    /** Takes all that remains in the chunk. */
    void feed(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            byte next = chunk.get();
            boolean pair = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (pair) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                String whole = line.toString(StandardCharsets.UTF_8);
                line.reset();
                onLine(whole);
            } else {
                check(line.size());
                line.write(next);
            }
        }
    }

    private void onLine(String read) {
        String text = atStart && read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
        atStart = false;
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            return; // a comment
        }
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        onField(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void onField(String field, String value) {
        switch (field) {
            case "data" -> {
                check(data.length() + value.length());
                data.append(value).append('\n');
            }
            case "event" -> type = value;
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    id = value;
                }
            }
            case "retry" -> onRetry(value);
            default -> {
                // As the standard says.
            }
        }
    }

    private void onRetry(String value) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            listener.onRetry(value.length() > RETRY_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value));
        }
    }

    private void dispatch() {
        String name = type.isEmpty() ? "message" : type;
        type = "";
        if (!data.isEmpty()) {
            String text = data.substring(0, data.length() - 1); // without the last line feed
            data.setLength(0);
            listener.onEvent(new ReceivedEvent(name, text, id));
        }
        listener.onCursor(id);
    }

    private void check(int length) {
        if (length >= longest) {
            throw new UnreadableException("a line or an event is longer than " + longest);
        }
    }
}
