package io.ssehub.hub.feed;

import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.position.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The newest frames of a feed without a hole between them, bounded in bytes. Not thread-safe. */
final class FrameTail {
    private final int maxBytes;
    /** Small at first: most channels say nothing while they are listened to. */
    private final ArrayDeque<Frame> frames = new ArrayDeque<>(0);

    private int bytes;

    FrameTail(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds the frame that follows the last one. */
    void append(Frame frame) {
        frames.addLast(frame);
        bytes += frame.size();
        while (bytes > maxBytes && !frames.isEmpty()) {
            bytes -= frames.removeFirst().size();
        }
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /**
     * The frames after {@code position}; empty if the tail does not reach back to it, or nothing is after it. It never
     * reaches back to before any entry: a channel that was seen empty is read from Redis, which may have been flushed.
     */
    List<Frame> after(Position position) {
        Frame oldest = frames.peekFirst();
        boolean covered = oldest != null
                && !position.isBeforeAny()
                && (oldest.follows(position) || !oldest.position().isAfter(position));
        if (!covered) {
            return List.of();
        }
        List<Frame> after = new ArrayList<>();
        for (var newestFirst = frames.descendingIterator(); newestFirst.hasNext(); ) {
            Frame frame = newestFirst.next();
            if (!frame.position().isAfter(position)) {
                break;
            }
            after.add(frame);
        }
        return after.reversed();
    }
}
