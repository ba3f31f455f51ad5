package io.ssehub.hub.session;

import io.ssehub.protocol.log.GapReason;

/** What sessions count. Called on any thread. */
public interface SessionMeters {
    void opened();

    void ended(Ending ending);

    /** Frames have left for the sink. */
    void delivered(int frames, int bytes);

    /**
     * A write has been taken by the socket.
     *
     * @param takenMillis when Redis took the oldest of its events that went to live readers, by Redis' clock
     * @param nanos when the socket took it, by the clock that only moves forward
     */
    void arrived(long takenMillis, long nanos);

    /** A reader has taken nothing of a write for a second; told once a write. */
    void stalled();

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
    void fellBehind(CatchUp cause);

    /** A reader that was behind is live. */
    void caughtUp(CatchUp cause, long nanosBehind);
}
