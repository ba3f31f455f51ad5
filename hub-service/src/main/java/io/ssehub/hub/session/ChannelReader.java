package io.ssehub.hub.session;

import io.ssehub.hub.feed.FeedReader;
import io.ssehub.hub.frame.Frame;
import io.ssehub.hub.session.Batches.Batch;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection's place in one of its channels. */
final class ChannelReader implements FeedReader {
    /*
     * Threads: feeds call on the channel's lane. Everything mutable is guarded by the session, whose other readers are
     * called on other lanes: an overflow there sets `queued` back here, between any two calls. Hence every frame is
     * checked against it, and history also against where the feed believes the reader to be.
     */

    private final Session session;
    private final Channel channel;
    private final Start start;
    private final boolean envelope;
    private final Selection selection;
    private final Recap.@Nullable Source recaps;

    // Guarded by the session.
    private Mode mode = Mode.OPENING;
    /** Why it is behind, or was, and since when. */
    private CatchUp cause = CatchUp.NEW;

    private long behindNanos;
    private Position queued = Position.START;
    private Position sent = Position.START;
    /** Where the channel was known to go on when a recap became due. */
    private Position resumed = Position.START;

    private boolean asked;

    ChannelReader(Session session, Channel channel, Start start, Reading reading) {
        this.session = session;
        this.channel = channel;
        this.start = start;
        this.envelope = reading.envelope();
        this.selection = reading.selection();
        this.recaps = selection.recaps().orElse(null);
    }

    Channel channel() {
        return channel;
    }

    Mode mode() {
        return mode;
    }

    /** Since when it is not live; meaningless while it is. */
    long behindNanos() {
        return mode == Mode.OPENING ? session.createdNanos() : behindNanos;
    }

    // Called by the feed.

    @Override
    public void onOpen(Position last) {
        synchronized (session) {
            if (mode != Mode.OPENING) {
                return;
            }
            Position begin =
                    switch (start) {
                        case Start.Live live -> orBeforeNow(last);
                        case Start.UnknownCursor unknown -> orBeforeNow(last);
                        case Start.After after -> after.position();
                        case Start.Oldest oldest ->
                            missing() == GapReason.NO_HISTORY ? orBeforeNow(last) : Position.START;
                    };
            boolean cameWithCursor = start instanceof Start.After && !begin.equals(Position.START);
            isBehindBy(start instanceof Start.After ? CatchUp.RETURNED : CatchUp.NEW);
            if (recaps == null || cameWithCursor) {
                mode = Mode.CATCHING_UP;
                queued = begin;
                sent = begin;
            } else {
                mode = Mode.RECAPPING;
                resumed = begin;
            }
        }
        session.onReaderOpen();
    }

    /** The session has begun. A cursor that could not be read is told first, and whatever is dropped later, that is not. */
    void onSessionBegun() {
        if (start instanceof Start.UnknownCursor && recaps == null) {
            session.meters().gap(GapReason.UNKNOWN_CURSOR);
            byte[] block = Frame.gapBlock(channel, GapReason.UNKNOWN_CURSOR, null, queued);
            session.enqueue(OutboundQueue.Item.own(block, true));
        }
    }

    /** Whether it saw the channel empty so long ago that entries may have come and gone unnoticed. */
    private boolean isForgotten() {
        if (!queued.isBeforeAny() || queued.equals(Position.START)) {
            return false;
        }
        Instant horizon = session.now().minus(session.limits().headLife());
        return queued.offset() < horizon.toEpochMilli();
    }

    @Override
    public Answer offer(Frame frame) {
        Batch batch;
        synchronized (session) {
            if (!session.isOpen()) {
                return Answer.CLOSED;
            }
            if (mode != Mode.LIVE) {
                return Answer.BEHIND;
            }
            if (!frame.follows(queued)) {
                fallBehind(CatchUp.MISSED);
                return Answer.NOT_NEXT;
            }
            if (session.isFull(frame.size())) {
                session.overflow();
                if (mode == Mode.LIVE) {
                    // The queue was full of other channels, but it is this one that lacks the frame.
                    fallBehind(CatchUp.OVERFLOW);
                }
                return Answer.FULL;
            }
            enqueue(frame);
            batch = session.nextBatch();
        }
        session.write(batch);
        requestRecap();
        return Answer.TAKEN;
    }

    @Override
    public Answer offerHistory(Position at, Frame frame) {
        synchronized (session) {
            if (!session.isOpen()) {
                return Answer.CLOSED;
            }
            if (mode != Mode.CATCHING_UP || !queued.equals(at)) {
                return Answer.NOT_NEXT;
            }
            if (!session.hasRoom()) {
                return Answer.FULL;
            }
            if (!frame.follows(queued) && !frame.isEpoch() && !queued.equals(Position.START) && !isForgotten()) {
                enqueueGap(missing(), queued, frame.before());
            }
            enqueue(frame);
        }
        session.pump();
        requestRecap();
        return Answer.TAKEN;
    }

    @Override
    public Answer offerHead(Position at, Position head) {
        synchronized (session) {
            if (!session.isOpen()) {
                return Answer.CLOSED;
            }
            if (mode != Mode.CATCHING_UP || !queued.equals(at)) {
                return Answer.NOT_NEXT;
            }
            if (head.isAfter(queued)) {
                enqueueGap(missing(), queued, head);
            } else {
                enqueueGap(GapReason.VANISHED, queued, head.isBeforeAny() ? orBeforeNow(head) : Position.START);
            }
        }
        session.pump();
        requestRecap();
        return Answer.TAKEN;
    }

    @Override
    public void onMoved(Position last) {
        synchronized (session) {
            if (mode == Mode.LIVE && !isAt(last)) {
                fallBehind(CatchUp.MISSED);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return session.isClosed();
    }

    @Override
    public Position position() {
        synchronized (session) {
            return queued;
        }
    }

    @Override
    public boolean wantsHistory() {
        synchronized (session) {
            return isBehind() && session.hasRoom();
        }
    }

    @Override
    public boolean goLive(Position last) {
        synchronized (session) {
            if (!isBehind() || !isAt(last)) {
                return false;
            }
            mode = Mode.LIVE;
            session.meters().caughtUp(cause, session.nanos() - behindNanos);
            return true;
        }
    }

    // Called by the session, which holds its monitor.

    boolean isBehind() {
        return mode == Mode.CATCHING_UP && session.isOpen();
    }

    boolean isLive() {
        return mode == Mode.LIVE;
    }

    /** What was queued is dropped. */
    void rewind() {
        if (mode == Mode.LIVE && !queued.equals(sent)) {
            fallBehind(CatchUp.OVERFLOW);
        }
        queued = sent;
        if (!hasPlace() && mode != Mode.OPENING) {
            // Nothing of the recap is sent yet, and without it there is nowhere to go on from.
            mode = Mode.RECAPPING;
        }
    }

    void onSent(Position position) {
        sent = position;
    }

    Position sent() {
        return sent;
    }

    /** Whether it stands somewhere a client could come back to; else it must come without a cursor. */
    boolean hasPlace() {
        return recaps == null || !sent.equals(Position.START);
    }

    // Recaps.

    /** Asks for a recap if one is due and not asked for yet. Called without the monitor. */
    void requestRecap() {
        if (recaps == null) {
            return;
        }
        synchronized (session) {
            if (mode != Mode.RECAPPING || asked || !session.isOpen()) {
                return;
            }
            asked = true;
        }
        recaps.recap().whenComplete((recap, failure) -> onRecap(recap));
    }

    /**
     * A recap, or null if there was none to be had: then it is asked for again with the session's next tick. So is one
     * that knows less than the feed did: Redis has lost something, which is settled first, or the reader would be given
     * what follows upon what was lost.
     */
    private void onRecap(@Nullable Recap recap) {
        synchronized (session) {
            asked = false;
            if (recap == null || mode != Mode.RECAPPING || !session.isOpen()) {
                return;
            }
            Position told = recap.position().orElse(resumed);
            boolean knowsLess = recap.position().map(resumed::isAfter).orElse(!recap.over());
            if (knowsLess && !resumed.isBeforeAny()) {
                return;
            }
            mode = Mode.CATCHING_UP;
            queued = told;
            session.meters().recapped(hasPlace());
            for (byte[] block :
                    recap.blocks().subList(0, Math.max(0, recap.blocks().size() - 1))) {
                session.enqueue(OutboundQueue.Item.part(block, this));
            }
            byte[] last =
                    recap.blocks().isEmpty() ? new byte[0] : recap.blocks().getLast();
            session.enqueue(OutboundQueue.Item.event(last, this, queued));
            if (recap.over()) {
                session.endWithQueue(Ending.FINISHED);
            }
        }
        session.pump();
        session.requestHistory();
    }

    /** Why what it lacks is not in the log. */
    private GapReason missing() {
        return session.hasHistory(channel) ? GapReason.TRIMMED : GapReason.NO_HISTORY;
    }

    private void fallBehind(CatchUp why) {
        mode = Mode.CATCHING_UP;
        isBehindBy(why);
        session.meters().fellBehind(why);
    }

    private void isBehindBy(CatchUp why) {
        cause = why;
        behindNanos = session.nanos();
    }

    private void enqueue(Frame frame) {
        if (isForgotten()) {
            enqueueGap(missing(), queued, Position.START);
        }
        if (recaps != null && frame.isGapFor(queued)) {
            recap(frame.position());
        }
        if (mode == Mode.RECAPPING) {
            return;
        }
        boolean shown = frame.isGapFor(queued) || (!frame.isSilentFor(queued) && selection.shows(frame.ref()));
        byte[] block = shown ? frame.blockFor(queued, envelope) : new byte[0];
        if (frame.isGapFor(queued)) {
            session.meters().gap(frame.reason());
        }
        if (shown && frame.entries() > 1) {
            session.meters().merged(frame.entries());
        }
        queued = frame.position();
        long liveMillis = mode == Mode.LIVE ? frame.timeMillis() : 0;
        session.enqueue(OutboundQueue.Item.live(block, this, queued, liveMillis));
        if (shown && selection.endsWith(frame.ref())) {
            session.endWithQueue(Ending.FINISHED);
        }
    }

    private void enqueueGap(GapReason reason, @Nullable Position from, Position to) {
        if (recaps != null) {
            recap(to);
            return;
        }
        session.meters().gap(reason);
        queued = to;
        session.enqueue(OutboundQueue.Item.event(Frame.gapBlock(channel, reason, from, to), this, to));
    }

    private void recap(Position to) {
        if (mode == Mode.LIVE) {
            isBehindBy(CatchUp.MISSED);
        }
        mode = Mode.RECAPPING;
        resumed = to;
    }

    private boolean isAt(Position last) {
        return queued.equals(last) || (queued.isBeforeAny() && last.isBeforeAny());
    }

    private Position orBeforeNow(Position last) {
        Instant now = session.now();
        return last.isBeforeAny() ? Position.before(now) : last;
    }
}
