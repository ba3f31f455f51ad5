package io.ssehub.hub.feed;

import io.ssehub.hub.bus.Bus;
import io.ssehub.hub.bus.Page;
import io.ssehub.hub.feed.FeedMeters.Cause;
import io.ssehub.hub.frame.Frame;
import io.ssehub.hub.frame.Runs;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.position.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of one channel: where it stands, who reads it, and its newest frames.
 *
 * <p>A live feed is moved by messages that follow each other. At anything else, a hole, a new subscription, a head that
 * is elsewhere, it <em>syncs</em>: lets Redis roll the channel if history was lost, then reads the log up to its head.
 */
final class Feed {
    /*
     * Threads: everything runs on the feed's lane, answers of the bus included; there are no locks.
     * Loss: `pending` is bounded in bytes. What does not fit is dropped and the sync under way is followed by another; while
     * Redis does not answer nothing is kept.
     */
    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    /** To so many readers an event is brought in less time than it takes to wake a thread, about. */
    private static final int FEW = 4;

    /** How long after a message the head is compared first. */
    private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Where a feed is in its life. */
    enum State {
        /** Nothing is heard yet. */
        SUBSCRIBING,
        /** The log is being read; messages wait. */
        SYNCING,
        /** Messages move it. */
        LIVE,
        /** Nobody reads it any more. */
        CLOSED
    }

    private final Channel channel;
    private final Lane lane;
    private final Gate gate;
    private final Bus bus;
    private final FeedLimits limits;
    private final FeedMeters meters;
    private final LongSupplier nanoClock;

    /** Small at first, like all that a feed holds: most channels have one reader and are quiet. */
    private final Set<FeedReader> readers = LinkedHashSet.newLinkedHashSet(1);
    /** The same, for who goes through them; null since one has come or left. */
    private @Nullable List<FeedReader> snapshot;

    private final FrameTail tail;
    private final SharedReads reads = new SharedReads();
    private final ArrayDeque<byte[]> pending = new ArrayDeque<>(0);
    private long pendingBytes;

    private State state = State.SUBSCRIBING;
    /** Where it stands; null until it is open. */
    private @Nullable Position last;

    private boolean syncAgain;
    private boolean syncFailed;
    /** Where it stood when Redis was last seen elsewhere. */
    private @Nullable Position doubted;

    private long activeNanos;
    /** How long the channel must have been quiet until its head is compared next. */
    private long lookAfterNanos = FIRST_LOOK_NANOS;

    private long syncedNanos;
    private long abandonedNanos;

    Feed(Channel channel, Lane lane, Gate gate, Bus bus, FeedLimits limits, FeedMeters meters, LongSupplier nanoClock) {
        this.channel = channel;
        this.lane = lane;
        this.gate = gate;
        this.bus = bus;
        this.limits = limits;
        this.meters = meters;
        this.tail = new FrameTail(limits.tailBytes());
        this.nanoClock = nanoClock;
        long now = nanoClock.getAsLong();
        this.activeNanos = now - limits.active().toNanos();
        this.syncedNanos = now;
        this.abandonedNanos = now;
        meters.listening(true);
        bus.subscribe(channel);
    }

    // Readers come, go, and are brought forward.

    void join(FeedReader reader) {
        if (reader.isClosed()) {
            // It left before it came: its connection broke while it was being opened.
            return;
        }
        readers.add(reader);
        snapshot = null;
        if (last != null) {
            reader.onOpen(last);
        }
    }

    void leave(FeedReader reader) {
        readers.remove(reader);
        snapshot = null;
        abandonedNanos = nanoClock.getAsLong();
    }

    /** Brings a reader forward that is behind and has room; does nothing for any other. */
    void catchUp(FeedReader reader) {
        while (last != null && readers.contains(reader) && reader.wantsHistory()) {
            Position at = reader.position();
            if (isSame(at, last)) {
                reader.goLive(last);
                continue;
            }
            List<Frame> frames = tail.after(at);
            if (frames.isEmpty()) {
                if (reads.await(at, reader)) {
                    readFor(at);
                }
                return;
            }
            if (!give(reader, at, Runs.joined(frames, limits.mergeBytes()))) {
                return;
            }
        }
    }

    private void readFor(Position at) {
        meters.readForReaders(channel.kind());
        ask(() -> bus.read(channel, at), page -> onHistory(at, page), () -> reads.remove(at));
    }

    private void onHistory(Position at, Page page) {
        Set<FeedReader> waiting = reads.remove(at);
        List<Frame> frames = Runs.joined(frames(page), limits.mergeBytes());
        for (FeedReader reader : waiting) {
            if (readers.contains(reader)) {
                giveHistory(reader, at, page.head(), frames);
            }
        }
    }

    private void giveHistory(FeedReader reader, Position at, Position head, List<Frame> frames) {
        if (last == null) {
            return;
        }
        boolean isFuture = !isSame(head, at) && at.isAfter(head);
        if (!frames.isEmpty() && !isFuture) {
            if (give(reader, at, frames)) {
                catchUp(reader);
            }
        } else if (isSame(head, at) || last.isAfter(head)) {
            // Redis has nothing for the reader, but this feed stands elsewhere than Redis; that is settled first.
            if (state == State.LIVE) {
                sync(Cause.TAIL);
            }
        } else {
            reader.offerHead(at, head);
            catchUp(reader);
        }
    }

    /** Gives frames until the reader has enough; true if it should be looked at again. */
    private static boolean give(FeedReader reader, Position from, List<Frame> frames) {
        Position at = from;
        for (Frame frame : frames) {
            FeedReader.Answer answer = reader.offerHistory(at, frame);
            if (answer != FeedReader.Answer.TAKEN) {
                return answer == FeedReader.Answer.NOT_NEXT;
            }
            at = frame.position();
        }
        return true;
    }

    // What the bus brings.

    void onSubscribed() {
        sync(Cause.SUBSCRIBED);
    }

    void onMessage(byte[] message) {
        onActivity();
        if (state == State.LIVE) {
            take(message);
            return;
        }
        if (syncFailed) {
            // Redis will be asked again, which brings it anyway.
            return;
        }
        if (pendingBytes + message.length > limits.pendingBytes()) {
            pending.clear();
            pendingBytes = 0;
            syncAgain = true;
            return;
        }
        pending.addLast(message);
        pendingBytes += message.length;
    }

    /** Whether a message takes long, since it goes to many. */
    boolean hasMany() {
        return readers.size() > FEW;
    }

    /** Messages were dropped before they came here. */
    void onOverflow() {
        if (state != State.SUBSCRIBING) {
            sync(Cause.OVERFLOW);
        }
    }

    /** Redis was away; the one that answers now may know less than the one that was heard before. */
    void onRedisBack() {
        if (state != State.SUBSCRIBING) {
            sync(Cause.RECONNECTED);
        }
    }

    private void take(byte[] message) {
        Frame frame = Frame.ofMessage(channel, message);
        Position at = last;
        if (at == null || frame == null) {
            sync(Cause.HOLE);
        } else if (at.isBeforeAny()) {
            // Whether this is the channel's first entry, or late news of a log that has been flushed, the log knows.
            sync(Cause.FIRST);
        } else if (frame.follows(at)) {
            append(frame);
        } else if (frame.position().isAfter(at)) {
            sync(Cause.HOLE);
        }
        // Else it is known.
    }

    private void append(Frame frame) {
        tail.append(frame);
        last = frame.position();
        for (FeedReader reader : snapshot()) {
            if (reader.offer(frame) == FeedReader.Answer.NOT_NEXT) {
                catchUp(reader);
            }
        }
    }

    // Syncing.

    private void sync(Cause cause) {
        if (state == State.CLOSED) {
            return;
        }
        meters.synced(cause);
        if (state == State.SYNCING) {
            syncAgain = true;
            return;
        }
        state = State.SYNCING;
        roll();
    }

    private void roll() {
        syncAgain = false;
        syncFailed = false;
        doubted = null;
        Position seen = last == null ? Position.START : last;
        ask(() -> bus.roll(channel, seen), this::onRolled, () -> syncFailed = true);
    }

    private void onRolled(Position head) {
        Position at = last;
        meters.rolled(at != null && !at.isBeforeAny() && head.epoch() > at.epoch());
        if (at == null) {
            last = head;
            snapshot().forEach(reader -> reader.onOpen(head));
            finishSync();
        } else if (isSame(head, at)) {
            finishSync();
        } else {
            readOn(at);
        }
    }

    private void readOn(Position after) {
        meters.readOn(channel.kind());
        ask(() -> bus.read(channel, after), this::onPage, () -> syncFailed = true);
    }

    private void onPage(Page page) {
        List<Frame> frames = frames(page);
        if (!frames.isEmpty()) {
            // Events that were not heard are a reason to look again soon.
            onActivity();
        }
        Position at = last;
        for (Frame frame : frames) {
            if (at == null || !frame.follows(at)) {
                tail.clear();
            }
            append(frame);
            at = frame.position();
        }
        if (at == null || isSame(page.head(), at)) {
            finishSync();
        } else if (at.isAfter(page.head())) {
            // Since the roll, history was lost once more.
            roll();
        } else if (!frames.isEmpty()) {
            readOn(at);
        } else {
            // The log has expired; its head tells how far it went.
            tail.clear();
            last = page.head();
            snapshot().forEach(reader -> reader.onMoved(page.head()));
            finishSync();
        }
    }

    private void finishSync() {
        if (syncAgain) {
            roll();
            return;
        }
        state = State.LIVE;
        while (state == State.LIVE && !pending.isEmpty()) {
            byte[] message = pending.removeFirst();
            pendingBytes -= message.length;
            take(message);
        }
        snapshot().forEach(this::catchUp);
    }

    // Time.

    /** Repeats what failed, serves who is behind, looks after a quiet channel. */
    void tick() {
        if (state == State.SYNCING && syncFailed) {
            roll();
        }
        if (state == State.LIVE
                && !isActive()
                && nanoClock.getAsLong() - syncedNanos >= limits.quietCheck().toNanos()) {
            syncedNanos = nanoClock.getAsLong();
            sync(Cause.QUIET);
        }
        snapshot().forEach(this::catchUp);
    }

    /**
     * Whether its head should be compared with Redis now: a lost last message shows nowhere else. It is, soon after a message,
     * and then each time the channel has been quiet for twice as long, so that a busy one costs no more than a quiet one.
     */
    boolean takeLook() {
        long quietNanos = nanoClock.getAsLong() - activeNanos;
        if (state != State.LIVE || !isActive() || quietNanos < lookAfterNanos) {
            return false;
        }
        lookAfterNanos = 2 * quietNanos;
        return true;
    }

    /** Whether Redis was seen elsewhere, and a second look decides. */
    boolean isInDoubt() {
        return state == State.LIVE && doubted != null;
    }

    /**
     * Where Redis stands. A head may be faster or slower than its message, so it is believed when the feed has not moved
     * between two looks.
     */
    void onHead(Position head) {
        if (state != State.LIVE || isSame(head, last)) {
            doubted = null;
        } else if (isSame(doubted, last)) {
            sync(Cause.TAIL);
        } else {
            doubted = last;
        }
    }

    private void onActivity() {
        activeNanos = nanoClock.getAsLong();
        lookAfterNanos = FIRST_LOOK_NANOS;
    }

    private boolean isActive() {
        return nanoClock.getAsLong() - activeNanos < limits.active().toNanos();
    }

    /** Closes the feed if nobody has read it for a while. */
    boolean closeIfAbandoned() {
        if (!readers.isEmpty()
                || nanoClock.getAsLong() - abandonedNanos < limits.linger().toNanos()) {
            return false;
        }
        close();
        return true;
    }

    /** Closes it whoever reads it: what it knows of the channel is not to be believed by anybody any more. */
    void close() {
        readers.clear();
        snapshot = null;
        state = State.CLOSED;
        meters.listening(false);
        bus.unsubscribe(channel);
    }

    private <T> void ask(Supplier<CompletionStage<T>> question, Consumer<T> then, Runnable otherwise) {
        gate.enter(() -> asked(question)
                .whenComplete((answer, failure) -> lane.execute(() -> {
                    gate.leave();
                    if (state != State.CLOSED) {
                        onAnswer(answer, failure, then, otherwise);
                    }
                })));
    }

    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private <T> void onAnswer(T answer, @Nullable Throwable failure, Consumer<T> then, Runnable otherwise) {
        if (failure != null) {
            log.debug("{}: {}", ClientNames.shown(channel), failure.getMessage());
            otherwise.run();
            return;
        }
        try {
            then.accept(answer);
        } catch (RuntimeException e) {
            log.error("channel {}: an answer of Redis could not be used; asking again", ClientNames.shown(channel), e);
            otherwise.run();
        }
    }

    private List<FeedReader> snapshot() {
        List<FeedReader> all = snapshot;
        if (all == null) {
            all = List.copyOf(readers);
            snapshot = all;
        }
        return all;
    }

    private List<Frame> frames(Page page) {
        List<Frame> frames = new ArrayList<>(page.entries().size());
        for (Page.Entry entry : page.entries()) {
            frames.add(Frame.ofStream(channel, entry.id(), entry.fields()));
        }
        return frames;
    }

    private static boolean isSame(@Nullable Position a, @Nullable Position b) {
        return a != null && b != null && (a.equals(b) || (a.isBeforeAny() && b.isBeforeAny()));
    }
}
