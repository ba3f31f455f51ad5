package io.ssehub.hub.session;

import io.ssehub.protocol.log.GapReason;

/** Counts nothing. */
final class NoSessionMeters implements SessionMeters {
    @Override
    public void opened() {}

    @Override
    public void ended(Ending ending) {}

    @Override
    public void delivered(int frames, int bytes) {}

    @Override
    public void arrived(long takenMillis, long nanos) {}

    @Override
    public void stalled() {}

    @Override
    public void gap(GapReason reason) {}

    @Override
    public void recapped(boolean insteadOfGap) {}

    @Override
    public void merged(int entries) {}

    @Override
    public void overflowed() {}

    @Override
    public void fellBehind(CatchUp cause) {}

    @Override
    public void caughtUp(CatchUp cause, long nanosBehind) {}
}
