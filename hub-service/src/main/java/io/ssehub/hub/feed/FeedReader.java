package io.ssehub.hub.feed;

import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.position.Position;

/**
 * Who follows a feed: a connection's place in one channel. Called on the feed's lane only, and must not block it.
 *
 * <p>A reader is either live, then it takes frames as they come, or behind, then it is given history from where it
 * stands until it stands where the feed does.
 */
public interface FeedReader {
    /** What a reader says to a frame. */
    enum Answer {
        /** It stands at the frame now. */
        TAKEN,
        /** It is not live; the frame will come to it as history. */
        BEHIND,
        /** The frame is not the next for it: it is behind from now on. */
        NOT_NEXT,
        /** It has no room, and is behind from now on; it will ask for more when it has. */
        FULL,
        /** It wants no more. */
        CLOSED
    }

    /** The feed is open and stands at {@code last}. The reader decides where it starts, and is behind. */
    void onOpen(Position last);

    /** A new frame. */
    Answer offer(Frame frame);

    /**
     * A frame out of history, for a reader that is behind. What is missing before it is told by a gap.
     *
     * @param at where the reader stood when the frame was found to be the next there is; if it stands elsewhere by now,
     *     since a full queue has set it back, it answers {@code NOT_NEXT}
     */
    Answer offerHistory(Position at, Frame frame);

    /**
     * History holds nothing after the reader's position, and ends elsewhere, at {@code head}: it was trimmed past the
     * reader, or does not know its position. The reader is told by a gap and stands at {@code head}, or before any entry.
     *
     * @param at as in {@link #offerHistory}
     */
    Answer offerHead(Position at, Position head);

    /** The feed stands at {@code last} without a frame that led there: a live reader elsewhere is behind. */
    void onMoved(Position last);

    /** Whether it wants no more; one that is asks for nothing again. */
    boolean isClosed();

    /** Where it stands. */
    Position position();

    /** Whether it is behind and has room. */
    boolean wantsHistory();

    /** Makes it live if it still stands at {@code last}. */
    boolean goLive(Position last);
}
