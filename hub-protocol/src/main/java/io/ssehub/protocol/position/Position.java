package io.ssehub.protocol.position;

import java.time.Instant;
import java.util.Optional;

/**
 * A place in one channel's log, and the ID of the Redis stream entry there: {@code <epoch>-<offset>}.
 *
 * <p>Offsets are contiguous inside an epoch, starting at 1, so a missing entry shows. A new epoch begins where history
 * may have been lost. Epochs grow, hence positions order as stream IDs do.
 *
 * <p>Epoch 0 stands for <em>before any entry</em>: the offset then is the time in milliseconds at which the channel was
 * seen without a log ({@link #before(Instant)}), or 0 for a reader that takes the log from wherever it starts
 * ({@link #START}).
 *
 * @param epoch milliseconds of the epoch's beginning at the earliest, 0 before any entry
 * @param offset the entry's number inside the epoch; 0 is just before the epoch's first entry
 */
public record Position(long epoch, long offset) implements Comparable<Position> {
    /** The start of whatever history there is; nothing before it is missed. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (epoch < 0 || offset < 0) {
            throw new IllegalArgumentException("a position has no negative parts");
        }
    }

    /** Before any entry of a channel that had no log at {@code seen}. */
    public static Position before(Instant seen) {
        return new Position(0, Math.max(1, seen.toEpochMilli()));
    }

    /** Reads {@code <epoch>-<offset>}; empty for anything that is not written just so. */
    public static Optional<Position> parse(String written) {
        int dash = written.indexOf('-');
        if (written.length() > 40 || !isNumber(written, 0, dash) || !isNumber(written, dash + 1, written.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    Long.parseLong(written, 0, dash, 10), Long.parseLong(written, dash + 1, written.length(), 10)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** Whether it is made of digits as Redis writes them; Java would also read signs, zeros in front and other scripts'. */
    private static boolean isNumber(String written, int from, int end) {
        for (int i = from; i < end; i++) {
            if (written.charAt(i) < '0' || written.charAt(i) > '9') {
                return false;
            }
        }
        return from < end && (written.charAt(from) != '0' || end == from + 1);
    }

    /** Whether this is before any entry. */
    public boolean isBeforeAny() {
        return epoch == 0;
    }

    /** The position of the next entry in the same epoch. */
    public Position next() {
        return new Position(epoch, offset + 1);
    }

    /** The position just before this entry, in the same epoch; itself if there is none. */
    public Position previous() {
        return new Position(epoch, Math.max(0, offset - 1));
    }

    @Override
    public int compareTo(Position other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(offset, other.offset);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return epoch + "-" + offset;
    }
}
