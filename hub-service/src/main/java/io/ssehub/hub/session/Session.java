package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.Batches.Batch;
import io.ssehub.hub.session.OutboundQueue.Item;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connected client: its cursors, its queue and its place in the lifecycle. */
public final class Session {
    /*
     * Threads: lanes offer; a finished write takes the next batch; an end may come from anywhere and wins once.
     * Locks: the monitor guards everything mutable, the readers' state included. It is never held while calling the sink,
     * the feeds or the listener.
     * Loss: a full queue drops what is unsent and sets every channel back to what was sent; the log still has it.
     */

    /** Where a connection is in its life. */
    private enum State {
        /** The feeds are opening; nothing has been written. */
        STARTING,
        /** Events flow. */
        OPEN,
        /** The farewell is the last thing in the queue. */
        ENDING,
        /** Over. */
        CLOSED
    }

    /**
     * How a connection fares at the moment.
     *
     * @param behindNanos for how long it has not been live in one of its channels; -1 if it is live in all
     * @param queueBytes what waits to be written
     * @param stalled whether its reader has taken nothing for a while though there is something
     */
    record Look(long behindNanos, int queueBytes, boolean stalled) {}

    /** Told once that a session is over. */
    public interface Listener {
        void onClosed(Session session, Ending ending);
    }

    private final SessionContext context;
    private final SessionId id;
    private final String clientId;
    private final Sink sink;
    private final Listener listener;
    private final List<ChannelReader> readers;
    private final Timing timing;
    private final long createdMillis;

    // Guarded by this.
    private State state = State.STARTING;
    private final WriteTurn turn;
    private final OutboundQueue queue = new OutboundQueue();
    private final Batches batches;
    private boolean begun;
    private int openReaders;
    private @Nullable Ending ending;

    /**
     * A session that has not begun.
     *
     * @param reading what it reads
     */
    public Session(SessionContext context, Reading reading, Sink sink, Listener listener) {
        this.context = context;
        this.id = SessionId.random();
        this.clientId = reading.clientId();
        this.sink = sink;
        this.listener = listener;
        this.timing = new Timing(limits(), nanos());
        this.createdMillis = context.clock().millis();
        this.turn = new WriteTurn(timing.createdNanos());
        this.readers = new ArrayList<>(reading.channels().size());
        reading.channels().forEach((channel, start) -> readers.add(new ChannelReader(this, channel, start, reading)));
        this.batches = new Batches(readers, queue, limits().batchBytes());
    }

    public SessionId id() {
        return id;
    }

    public String clientId() {
        return clientId;
    }

    /** Whether it listens to channels, as it could on any other node; else it shows what this node has to say. */
    public boolean hasChannels() {
        return !readers.isEmpty();
    }

    /** What it reads. */
    List<Channel> channels() {
        return readers.stream().map(ChannelReader::channel).toList();
    }

    /** When it came, by the node's clock that only moves forward. */
    public long createdNanos() {
        return timing.createdNanos();
    }

    /** Joins the feeds; the connection begins when all of them are open. Does nothing if it has ended before. */
    public void begin() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            begun = true;
        }
        meters().opened();
        for (ChannelReader reader : readers) {
            context.feeds().join(reader.channel(), reader);
        }
        if (readers.isEmpty()) {
            open();
        }
    }

    void onReaderOpen() {
        synchronized (this) {
            openReaders++;
            if (openReaders < readers.size()) {
                return;
            }
        }
        open();
    }

    private void open() {
        synchronized (this) {
            if (state != State.STARTING) {
                return;
            }
            state = State.OPEN;
            queue.add(Item.own(context.welcome().block(), true));
            readers.forEach(ChannelReader::onSessionBegun);
        }
        pump();
        requestHistory();
    }

    /** Says something that moves no cursor, unless the connection ends. */
    public void tell(Notice notice) {
        synchronized (this) {
            if (!isAlive()) {
                return;
            }
            queue.add(Item.own(notice.block(), false));
        }
        pump();
    }

    /**
     * Shows an event of which only the newest counts: it is left out while another one waits to be written. It moves no
     * cursor.
     */
    public void show(byte[] block) {
        synchronized (this) {
            if (state != State.OPEN || !queue.isEmpty()) {
                return;
            }
            queue.add(Item.own(block, false));
        }
        pump();
    }

    /** To be called about once a second: what is due by time. */
    public void tick() {
        long now = nanos();
        if (isStuck(now)) {
            abort(Ending.WRITE_TIMEOUT);
        } else if (timing.isTooOld(now)) {
            end(Ending.MAX_AGE);
        } else {
            beat(now);
            requestRecaps();
        }
        if (hasStalled(now)) {
            meters().stalled();
        }
    }

    private synchronized boolean hasStalled(long now) {
        return state != State.CLOSED && turn.hasJustStalled(now);
    }

    private synchronized boolean isStuck(long now) {
        return state != State.CLOSED && turn.isWaiting(now, timing.writeTimeoutNanos());
    }

    /** How it fares; for whoever counts. */
    synchronized Look look() {
        long now = nanos();
        long behind = -1;
        for (ChannelReader reader : readers) {
            if (!reader.isLive()) {
                behind = Math.max(behind, now - reader.behindNanos());
            }
        }
        return new Look(behind, queue.bytes(), state != State.CLOSED && turn.isStalled(now));
    }

    /** All there is to see of it, of one moment. */
    public synchronized SessionSnapshot snapshot() {
        Map<Channel, Position> sent = new LinkedHashMap<>();
        readers.forEach(reader -> sent.put(reader.channel(), reader.sent()));
        long quietMillis = TimeUnit.NANOSECONDS.toMillis(nanos() - turn.lastNanos());
        return new SessionSnapshot(
                id,
                clientId,
                Instant.ofEpochMilli(createdMillis),
                mode(),
                sent,
                state == State.STARTING ? null : batches.cursor(),
                turn.wasUsed() ? now().minusMillis(quietMillis).truncatedTo(ChronoUnit.MILLIS) : null,
                queue.bytes(),
                batches.events(),
                batches.bytes());
    }

    /** What is remembered of it. */
    synchronized RecentEndings.Ended endedBy(Ending why) {
        return new RecentEndings.Ended(
                id,
                clientId,
                Instant.ofEpochMilli(createdMillis),
                Instant.ofEpochMilli(context.clock().millis()),
                why,
                batches.events(),
                batches.bytes());
    }

    private Mode mode() {
        return switch (state) {
            case STARTING -> Mode.OPENING;
            case OPEN ->
                readers.stream()
                        .map(ChannelReader::mode)
                        .min(Comparator.naturalOrder())
                        .orElse(Mode.LIVE);
            case ENDING, CLOSED -> Mode.ENDING;
        };
    }

    /** Writes a heartbeat if the connection was quiet. */
    private void beat(long now) {
        synchronized (this) {
            long patience = timing.patienceNanos(state == State.STARTING && !turn.wasUsed());
            if (!isAlive() || !turn.isFree() || now - turn.lastNanos() < patience) {
                return;
            }
            byte[] data = ("{\"ping\":" + context.clock().millis() + "}").getBytes(StandardCharsets.UTF_8);
            queue.add(Item.own(SseEncoder.block("heartbeat", data), false));
        }
        pump();
    }

    /** Whether it ends, or has ended. */
    public synchronized boolean isLeaving() {
        return state == State.ENDING || state == State.CLOSED;
    }

    private boolean isAlive() {
        return begun && (state == State.STARTING || state == State.OPEN);
    }

    /** Ends the connection; the first one to do so says why. What is queued goes out before. */
    public void end(Ending why) {
        synchronized (this) {
            if (state == State.ENDING || state == State.CLOSED) {
                return;
            }
            ending = why;
            if (why.isTold()) {
                // Before all feeds are open there is no cursor to hand out, and the client keeps the one it came with.
                queue.add(Item.own(context.welcome().farewell(why), state == State.OPEN || why.isForGood()));
            }
            state = State.ENDING;
        }
        pump();
    }

    /** For a reader, which holds the monitor: what has been queued is the last there is. */
    void endWithQueue(Ending why) {
        if (state == State.OPEN) {
            ending = why;
            state = State.ENDING;
        }
    }

    /** Ends the connection at once, without a word. */
    public void abort(Ending why) {
        if (close(why)) {
            sink.abort();
        }
    }

    // Writing: whoever takes the turn calls the sink; the end of the write goes on, wherever it is reported.

    void pump() {
        Batch batch;
        synchronized (this) {
            batch = nextBatch();
        }
        write(batch);
    }

    /** Takes the turn if there is something to write. Called with the monitor; what comes is for {@link #write}. */
    Batch nextBatch() {
        if (!turn.isFree() || state == State.CLOSED) {
            return Batch.NONE;
        }
        Batch batch = batches.next(state == State.ENDING && ending != null && ending.isForGood());
        if (batch.isEmpty()) {
            return state == State.ENDING ? Batch.OVER : Batch.NONE;
        }
        turn.onHanding(batch.takenMillis());
        return batch;
    }

    /** Writes it, and what has come meanwhile. Called without the monitor. */
    void write(Batch first) {
        Batch batch = first;
        while (!batch.isEmpty()) {
            meters().delivered(batch.frames(), batch.size());
            sink.write(batch.bytes(), this::onWritten);
            long takenMillis = batch.takenMillis();
            long now = nanos();
            WriteTurn.Result result;
            boolean behind;
            synchronized (this) {
                result = turn.onHanded(now);
                behind = isBehind();
                batch = result == WriteTurn.Result.SUCCEEDED ? nextBatch() : Batch.NONE;
            }
            if (result != WriteTurn.Result.UNDER_WAY) {
                afterWrite(result == WriteTurn.Result.SUCCEEDED, takenMillis, now, behind);
            }
        }
        if (batch == Batch.OVER) {
            finish();
        }
    }

    private void onWritten(boolean succeeded) {
        long takenMillis;
        long now;
        synchronized (this) {
            if (!turn.onDone(succeeded, context.nanoClock())) {
                return;
            }
            takenMillis = turn.takenMillis();
            now = turn.lastNanos();
        }
        if (succeeded) {
            pump();
        }
        afterWrite(succeeded, takenMillis, now, true);
    }

    private void afterWrite(boolean succeeded, long takenMillis, long nanos, boolean behind) {
        if (!succeeded) {
            abort(Ending.CLIENT_GONE);
            return;
        }
        if (takenMillis != 0) {
            meters().arrived(takenMillis, nanos);
        }
        if (behind) {
            // Also when nothing was left to write: a queue that overflowed is empty, and all its readers are behind.
            requestHistory();
        }
    }

    private void finish() {
        Ending why;
        synchronized (this) {
            why = ending == null ? Ending.INTERNAL_ERROR : ending;
        }
        if (close(why)) {
            sink.end();
        }
    }

    private boolean close(Ending why) {
        boolean counted;
        synchronized (this) {
            if (state == State.CLOSED) {
                return false;
            }
            state = State.CLOSED;
            counted = begun;
        }
        readers.forEach(reader -> context.feeds().leave(reader.channel(), reader));
        if (counted) {
            meters().ended(why);
        }
        listener.onClosed(this, why);
        return true;
    }

    private boolean isBehind() {
        for (ChannelReader reader : readers) {
            if (!reader.isLive()) {
                return true;
            }
        }
        return false;
    }

    /** Asks the feeds to go on with readers that are behind, if there is room. */
    void requestHistory() {
        for (ChannelReader reader : readers) {
            if (reader.wantsHistory()) {
                context.feeds().catchUp(reader.channel(), reader);
            }
        }
        requestRecaps();
    }

    private void requestRecaps() {
        readers.forEach(ChannelReader::requestRecap);
    }

    public synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    // For the readers, which hold the monitor.

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isFull(int more) {
        return !queue.isEmpty() && queue.bytes() + more > limits().queueBytes();
    }

    /** Whether history may be queued; the other half is kept for what is live. */
    boolean hasRoom() {
        return queue.bytes() <= limits().queueBytes() / 2;
    }

    void overflow() {
        meters().overflowed();
        queue.dropEvents();
        readers.forEach(ChannelReader::rewind);
    }

    void enqueue(Item item) {
        queue.add(item);
    }

    long nanos() {
        return context.nanoClock().getAsLong();
    }

    SessionMeters meters() {
        return context.meters();
    }

    /** Whether a channel has a past that a reader may begin with or come back to. */
    boolean hasHistory(Channel channel) {
        return context.retentions().of(channel).isShown();
    }

    SessionLimits limits() {
        return context.limits();
    }

    Instant now() {
        return context.clock().instant();
    }

    @Override
    public String toString() {
        return "session " + id;
    }
}
