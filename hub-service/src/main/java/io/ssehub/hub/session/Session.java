package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.OutboundQueue.Item;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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

    /** Whether a write may be given to the sink. */
    private enum Turn {
        /** It may. */
        FREE,
        /** One is being given to it. */
        HANDING,
        /** It was done before the sink returned; whoever gave it goes on. */
        DONE,
        /** The sink could write no more before it returned. */
        FAILED,
        /** One is under way. */
        WAITING
    }

    /** How long a response may be without its head. */
    private static final long SILENT_START_NANOS = Duration.ofSeconds(1).toNanos();

    /** How long a write may wait for its reader before that counts as a stall. */
    private static final long STALL_NANOS = Duration.ofSeconds(1).toNanos();

    private static final double HEARTBEAT_JITTER = 0.2;
    private static final double AGE_JITTER = 0.2;

    /**
     * How a connection fares at the moment.
     *
     * @param behind whether it is not live in all its channels
     * @param queueBytes what waits to be written
     * @param stalled whether its reader has taken nothing for a while though there is something
     */
    record Look(boolean behind, int queueBytes, boolean stalled) {}

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
    private final Cursor.Writer cursors;
    private final long heartbeatNanos;
    private final long maxAgeNanos;
    private final long createdNanos;

    // Guarded by this.
    private State state = State.STARTING;
    private Turn turn = Turn.FREE;
    private final OutboundQueue queue = new OutboundQueue();
    private boolean begun;
    private boolean written;
    private int openReaders;
    /** When a write was last begun or ended. */
    private long lastWriteNanos;

    /** When Redis took the oldest live event of the write under way; 0 for none. */
    private long writingMillis;
    /** Whether the write under way has been counted as stalled. */
    private boolean stalled;

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
        this.readers = new ArrayList<>(reading.channels().size());
        reading.channels().forEach((channel, start) -> readers.add(new ChannelReader(this, channel, start, reading)));
        this.cursors = Cursor.writer(List.copyOf(reading.channels().keySet()));
        this.createdNanos = context.nanoClock().getAsLong();
        this.lastWriteNanos = createdNanos;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.heartbeatNanos = (long) (limits().heartbeat().toNanos() * (1 - HEARTBEAT_JITTER * random.nextDouble()));
        this.maxAgeNanos =
                (long) (limits().maxAge().toNanos() * (1 - AGE_JITTER + 2 * AGE_JITTER * random.nextDouble()));
    }

    public SessionId id() {
        return id;
    }

    public String clientId() {
        return clientId;
    }

    /** When it came, by the node's clock that only moves forward. */
    public long createdNanos() {
        return createdNanos;
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
    }

    void onReaderOpen() {
        synchronized (this) {
            openReaders++;
            if (state != State.STARTING || openReaders < readers.size()) {
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

    /** To be called about once a second: what is due by time. */
    public void tick() {
        long now = context.nanoClock().getAsLong();
        if (isStuck(now)) {
            abort(Ending.WRITE_TIMEOUT);
        } else if (maxAgeNanos > 0 && now - createdNanos >= maxAgeNanos) {
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
        boolean fresh = !stalled && isStalled(now);
        stalled |= fresh;
        return fresh;
    }

    private boolean isStalled(long now) {
        return state != State.CLOSED && turn == Turn.WAITING && now - lastWriteNanos >= STALL_NANOS;
    }

    /** How it fares; for whoever counts. */
    synchronized Look look() {
        boolean live = readers.stream().allMatch(ChannelReader::isLive);
        return new Look(!live, queue.bytes(), isStalled(nanos()));
    }

    private synchronized boolean isStuck(long now) {
        return state != State.CLOSED
                && turn == Turn.WAITING
                && now - lastWriteNanos >= limits().writeTimeout().toNanos();
    }

    /**
     * Writes a heartbeat if the connection was quiet. One that waits for its feeds gets its first much sooner: until then
     * the client has not even the response's head, and something on the way may lose patience.
     */
    private void beat(long now) {
        synchronized (this) {
            long patience =
                    state == State.STARTING && !written ? Math.min(heartbeatNanos, SILENT_START_NANOS) : heartbeatNanos;
            if (!isAlive() || turn != Turn.FREE || now - lastWriteNanos < patience) {
                return;
            }
            byte[] data = ("{\"ping\":" + context.clock().millis() + "}").getBytes(StandardCharsets.UTF_8);
            queue.add(Item.own(SseEncoder.block("heartbeat", data), false));
        }
        pump();
    }

    /** Whether it ends, or has ended. */
    synchronized boolean isLeaving() {
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
                queue.add(Item.own(farewell(why), state == State.OPEN || why.isForGood()));
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

    private byte[] farewell(Ending why) {
        byte[] retry = why.isForGood()
                ? new byte[0]
                : SseEncoder.retry(context.welcome().jitteredRetryMillis());
        byte[] event = SseEncoder.block(
                "disconnected", ("{\"reason\":\"" + why.code() + "\"}").getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(retry);
        out.writeBytes(event);
        return out.toByteArray();
    }

    // Writing: whoever takes the turn calls the sink; the end of the write goes on, wherever it is reported.

    void pump() {
        while (true) {
            byte[] batch;
            boolean over;
            synchronized (this) {
                if (turn != Turn.FREE || state == State.CLOSED) {
                    return;
                }
                batch = compose();
                over = batch.length == 0 && state == State.ENDING;
                if (batch.length > 0) {
                    turn = Turn.HANDING;
                    written = true;
                    stalled = false;
                    lastWriteNanos = context.nanoClock().getAsLong();
                }
            }
            if (over) {
                finish();
            }
            if (batch.length == 0) {
                return;
            }
            sink.write(batch, this::onWritten);
            if (!isDone()) {
                return;
            }
        }
    }

    /** Whether the write just given to the sink is done already; else whoever reports it goes on. */
    private boolean isDone() {
        boolean failed;
        long takenMillis;
        synchronized (this) {
            if (turn == Turn.HANDING) {
                turn = Turn.WAITING;
                return false;
            }
            failed = turn == Turn.FAILED;
            turn = Turn.FREE;
            takenMillis = writingMillis;
        }
        countArrival(!failed, takenMillis);
        afterWrite(!failed);
        return !failed;
    }

    private void onWritten(boolean succeeded) {
        long takenMillis;
        synchronized (this) {
            lastWriteNanos = context.nanoClock().getAsLong();
            if (turn == Turn.HANDING) {
                // A loop instead of a recursion: a fast reader of a long history would overflow the stack.
                turn = succeeded ? Turn.DONE : Turn.FAILED;
                return;
            }
            turn = Turn.FREE;
            takenMillis = writingMillis;
        }
        countArrival(succeeded, takenMillis);
        if (succeeded) {
            pump();
        }
        afterWrite(succeeded);
    }

    private void countArrival(boolean succeeded, long takenMillis) {
        if (succeeded && takenMillis != 0) {
            meters().arrived(takenMillis, nanos());
        }
    }

    private void afterWrite(boolean succeeded) {
        if (succeeded) {
            // Also when nothing was left to write: a queue that overflowed is empty, and all its readers are behind.
            requestHistory();
        } else {
            abort(Ending.CLIENT_GONE);
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

    /** Takes items out of the queue and makes the bytes of one write of them; `sent` moves as they leave. */
    private byte[] compose() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(queue.bytes() + 256, limits().batchBytes()));
        int frames = 0;
        writingMillis = 0;
        while (out.size() < limits().batchBytes()) {
            Item item = queue.poll();
            if (item == null) {
                break;
            }
            if (item.reader() != null && item.position() != null) {
                item.reader().onSent(item.position());
            }
            if (item.block().length > 0) {
                frames++;
                writingMillis = writingMillis == 0 ? item.liveMillis() : writingMillis;
                out.writeBytes(item.block());
                boolean last = state == State.ENDING && queue.isEmpty() && ending != null && ending.isForGood();
                if (item.withId() && (last || hasPlaceEverywhere())) {
                    out.writeBytes(SseEncoder.id(cursor(last)));
                }
                out.write('\n');
            }
        }
        meters().delivered(frames, out.size());
        return out.toByteArray();
    }

    /** Whether there is a cursor to come back with. */
    private boolean hasPlaceEverywhere() {
        for (ChannelReader reader : readers) {
            if (!reader.hasPlace()) {
                return false;
            }
        }
        return true;
    }

    private String cursor(boolean ended) {
        Position[] positions = new Position[readers.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = readers.get(i).sent();
        }
        return cursors.write(positions, ended);
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

    boolean isClosed() {
        synchronized (this) {
            return state == State.CLOSED;
        }
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
