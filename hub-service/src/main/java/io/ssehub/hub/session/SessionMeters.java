package io.ssehub.hub.session;

import io.ssehub.protocol.log.GapReason;

/** What sessions count. Called on any thread. */
public interface SessionMeters {
    void opened();

    void ended(Ending ending);

    /** Frames have left for the sink. */
    void delivered(int frames, int bytes);

    /** A reader was told of a gap. */
    void gap(GapReason reason);

    /**
     * A reader was given a recap.
     *
     * @param insteadOfGap whether something may have been missing; else it came without a cursor
     */
    void recapped(boolean insteadOfGap);

    /** So many entries of the log were shown to a reader as one event. */
    void merged(int entries);

    /** A queue was full: what was unsent is dropped and read again from the log. */
    void overflowed();

    /** A reader that was live has fallen behind. */
    void fellBehind();

    /** A reader that was behind is live. */
    void caughtUp();
}
