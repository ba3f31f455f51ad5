package io.ssehub.hub.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of a {@code messageFragment}, cut where two of them can be put together. Scripts write it, always in the same
 * order; anything else is left as it is.
 *
 * <p>Contents are joined as the bytes they are: a character whose halves came in two fragments, in whatever notation, is
 * whole again.
 */
final class FragmentData {
    private static final byte[] INDEX = bytes(",\"index\":");
    private static final byte[] LAST_INDEX = bytes(",\"lastIndex\":");
    private static final byte[] CONTENT = bytes(",\"content\":\"");
    private static final byte[] IS_LAST = bytes("\",\"isLast\":");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");
    private static final int MAX_DIGITS = 9;

    private final byte[] data;
    private int at;

    private int headEnd;
    private int index;
    private int lastIndex;
    private int middleStart;
    private int middleEnd;
    private int contentStart;
    private int contentEnd;
    private boolean isLast;
    private int tailStart;

    private FragmentData(byte[] data) {
        this.data = data;
    }

    /** Reads it; null if it does not look as expected. */
    static @Nullable FragmentData read(byte[] data) {
        FragmentData read = new FragmentData(data);
        return read.cut() ? read : null;
    }

    private boolean cut() {
        headEnd = find(INDEX, 0);
        if (headEnd < 0) {
            return false;
        }
        at = headEnd + INDEX.length;
        index = number();
        if (index < 0 || !take(LAST_INDEX)) {
            return false;
        }
        lastIndex = number();
        middleStart = at;
        middleEnd = find(CONTENT, at);
        if (lastIndex < index || middleEnd < 0) {
            return false;
        }
        contentStart = middleEnd + CONTENT.length;
        contentEnd = endOfString(contentStart);
        at = contentEnd;
        if (!take(IS_LAST)) {
            return false;
        }
        isLast = take(TRUE);
        if (!isLast && !take(FALSE)) {
            return false;
        }
        tailStart = at;
        return true;
    }

    private int number() {
        int start = at;
        int number = 0;
        while (at < data.length && data[at] >= '0' && data[at] <= '9' && at - start < MAX_DIGITS) {
            number = number * 10 + data[at] - '0';
            at++;
        }
        return at == start ? -1 : number;
    }

    private boolean take(byte[] expected) {
        boolean found = at >= 0
                && at + expected.length <= data.length
                && Arrays.equals(data, at, at + expected.length, expected, 0, expected.length);
        at += found ? expected.length : 0;
        return found;
    }

    private int find(byte[] wanted, int from) {
        for (int i = from; i + wanted.length <= data.length; i++) {
            if (Arrays.equals(data, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Where the quote is that ends a JSON string; behind the data if there is none. */
    private int endOfString(int from) {
        int i = from;
        while (i < data.length && data[i] != '"') {
            i += data[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, data.length);
    }

    int contentLength() {
        return contentEnd - contentStart;
    }

    /** Whether {@code next} goes on where this one ends, and differs in nothing else. */
    boolean isFollowedBy(FragmentData next) {
        return !isLast
                && next.index == lastIndex + 1
                && isSame(0, headEnd, next, 0, next.headEnd)
                && isSame(middleStart, middleEnd, next, next.middleStart, next.middleEnd)
                && isSame(tailStart, data.length, next, next.tailStart, next.data.length);
    }

    private boolean isSame(int from, int to, FragmentData other, int otherFrom, int otherTo) {
        return Arrays.equals(data, from, to, other.data, otherFrom, otherTo);
    }

    /** One fragment out of this one and those that follow it, the last of which is {@code last}. */
    byte[] joined(Iterable<FragmentData> followers, FragmentData last, int contentBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + contentBytes + MAX_DIGITS);
        out.write(data, 0, headEnd);
        out.writeBytes(INDEX);
        out.writeBytes(bytes(Integer.toString(index)));
        out.writeBytes(LAST_INDEX);
        out.writeBytes(bytes(Integer.toString(last.lastIndex)));
        out.write(data, middleStart, middleEnd - middleStart);
        out.writeBytes(CONTENT);
        out.write(data, contentStart, contentLength());
        for (FragmentData follower : followers) {
            out.write(follower.data, follower.contentStart, follower.contentLength());
        }
        out.write(last.data, last.contentEnd, last.data.length - last.contentEnd);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
