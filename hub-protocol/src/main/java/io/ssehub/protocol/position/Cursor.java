package io.ssehub.protocol.position;

import io.ssehub.protocol.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a connection stands in each of its channels: what an SSE {@code id:} holds.
 *
 * <p>Opaque to clients. The written form is {@code 1} (the version), {@code e} if the stream has ended for good, and an
 * entry a channel, each after a {@code -}: the channel's tag, then the epoch and the offset in base 36 with a {@code .}
 * between, or, for a channel that had no log yet, the time it was seen so. Three channels fit in 64 characters. All
 * characters are safe in a header and in a URL.
 *
 * <p>Tags nobody asked for are ignored and a channel that is not in the cursor starts live, so the topics of a
 * connection may change between two connects.
 */
public final class Cursor {
    /** Most channels one connection may listen to, and one cursor may hold. */
    public static final int MAX_CHANNELS = 16;

    /** Longest written form that is looked at. */
    public static final int MAX_LENGTH = 512;

    private static final String VERSION = "1";
    private static final char END = 'e';

    private final Map<String, Position> byTag;
    private final boolean ended;

    private Cursor(Map<String, Position> byTag, boolean ended) {
        this.byTag = byTag;
        this.ended = ended;
    }

    /** A cursor that holds nothing: every channel starts live. */
    public static Cursor none() {
        return new Cursor(Map.of(), false);
    }

    /** Reads a written cursor; empty for anything that is none, or is of a version this code does not know. */
    public static Optional<Cursor> parse(String written) {
        if (written.length() > MAX_LENGTH || !written.startsWith(VERSION)) {
            return Optional.empty();
        }
        int at = VERSION.length();
        boolean ended = at < written.length() && written.charAt(at) == END;
        if (ended) {
            at++;
        }
        Map<String, Position> byTag = HashMap.newHashMap(4);
        while (at < written.length()) {
            if (written.charAt(at) != '-' || byTag.size() == MAX_CHANNELS) {
                return Optional.empty();
            }
            int end = written.indexOf('-', at + 1);
            end = end < 0 ? written.length() : end;
            if (!readEntry(written, at + 1, end, byTag)) {
                return Optional.empty();
            }
            at = end;
        }
        return Optional.of(new Cursor(byTag, ended));
    }

    private static boolean readEntry(String written, int from, int end, Map<String, Position> byTag) {
        int tagLength = from < end ? ChannelTag.lengthOf(written.charAt(from)) : 0;
        int number = from + tagLength;
        if (tagLength == 0 || number >= end || !isBase36(written, from, end)) {
            return false;
        }
        int dot = written.indexOf('.', number);
        try {
            Position position = dot < 0 || dot >= end
                    ? new Position(0, Long.parseLong(written, number, end, 36))
                    : new Position(Long.parseLong(written, number, dot, 36), Long.parseLong(written, dot + 1, end, 36));
            return byTag.putIfAbsent(written.substring(from, number), position) == null;
        } catch (IllegalArgumentException notANumber) {
            return false;
        }
    }

    private static boolean isBase36(String written, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = written.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.')) {
                return false;
            }
        }
        return true;
    }

    /** The position of a channel; empty if the cursor does not hold it. */
    public Optional<Position> of(Channel channel) {
        return Optional.ofNullable(byTag.get(ChannelTag.of(channel)));
    }

    /** Whether the server has said that this stream is over and must not be connected to again. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether no two of {@code channels} would get into each other's way in a cursor. */
    public static boolean canHold(Set<Channel> channels) {
        return channels.stream().map(ChannelTag::of).distinct().count() == channels.size();
    }

    /** A writer for the cursors of one connection, whose channels stay the same. */
    public static Writer writer(List<Channel> channels) {
        return new Writer(channels.stream().map(ChannelTag::of).toArray(String[]::new));
    }

    /** Writes cursors of a fixed list of channels. Immutable. */
    public static final class Writer {
        /** The version, and the mark of an end. */
        private static final int HEAD = 2;

        /** Two numbers and two signs. */
        private static final int NUMBERS = 2 * 13 + 2;

        private final byte[][] tags;
        private final int maxLength;

        private Writer(String[] tags) {
            this.tags = Arrays.stream(tags)
                    .map(tag -> tag.getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);
            this.maxLength = HEAD
                    + Arrays.stream(tags)
                            .mapToInt(tag -> tag.length() + NUMBERS)
                            .sum();
        }

        /** No cursor of these channels is longer. */
        public int maxLength() {
            return maxLength;
        }

        /** The written cursor that stands at {@code positions}, given in the order of the channels. */
        public String write(Position[] positions, boolean ended) {
            byte[] out = new byte[maxLength];
            int length = write(positions, ended, out, 0);
            return new String(out, 0, length, StandardCharsets.US_ASCII);
        }

        /**
         * Writes it into an array.
         *
         * @return where it ends
         */
        public int write(Position[] positions, boolean ended, byte[] out, int from) {
            int at = from;
            out[at++] = (byte) VERSION.charAt(0);
            if (ended) {
                out[at++] = END;
            }
            for (int i = 0; i < tags.length; i++) {
                Position position = positions[i];
                out[at++] = '-';
                System.arraycopy(tags[i], 0, out, at, tags[i].length);
                at += tags[i].length;
                if (position.isBeforeAny()) {
                    at = writeBase36(position.offset(), out, at);
                } else {
                    at = writeBase36(position.epoch(), out, at);
                    out[at++] = '.';
                    at = writeBase36(position.offset(), out, at);
                }
            }
            return at;
        }

        private static int writeBase36(long number, byte[] out, int from) {
            int digits = 1;
            for (long rest = number / 36; rest != 0; rest /= 36) {
                digits++;
            }
            long rest = number;
            for (int at = from + digits - 1; at >= from; at--) {
                int digit = (int) (rest % 36);
                out[at] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
                rest /= 36;
            }
            return from + digits;
        }
    }
}
