package io.ssehub.loadtest.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and that take no memory while there are none. */
final class ByteBuilder {
    /** One large event must not hold its memory for as long as its connection lives. */
    private static final int KEEP_BYTES = 8 * 1024;

    private static final int FIRST_BYTES = 128;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int length;

    void append(ByteBuffer source, int from, int to) {
        int count = to - from;
        reserve(count);
        source.get(from, bytes, length, count);
        length += count;
    }

    void append(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The bytes as they lie, valid until the next change. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** The first {@code count} bytes as text; malformed sequences become U+FFFD. */
    String utf8(int count) {
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    void clear() {
        length = 0;
        if (bytes.length > KEEP_BYTES) {
            bytes = NONE;
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            int grown = (int) Math.min(Integer.MAX_VALUE, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(needed, grown), FIRST_BYTES));
        }
    }
}
