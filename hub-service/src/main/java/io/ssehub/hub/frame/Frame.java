package io.ssehub.hub.frame;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.EntryRef;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.protocol.log.UnreadableEntryException;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a channel, or a run of neighbours joined into one, encoded once for all its readers. Immutable but for a
 * cache of its enveloped form.
 *
 * <p>An <em>epoch frame</em> is the first of an epoch and itself a {@code gap}: whoever stood elsewhere than where
 * the epoch before it ended may have missed more than it says.
 */
public final class Frame {
    private static final String GAP = "gap";

    private final Channel channel;
    private final int entries;
    private final long timeMillis;
    private final Position position;
    private final @Nullable Position from;
    private final GapReason reason;
    private final EntryRef ref;
    private final String event;
    private final byte[] data;
    private final byte[] block;

    // Written by any thread, always with the same content.
    private byte @Nullable [] enveloped;

    private Frame(
            Channel channel,
            int entries,
            long timeMillis,
            Position position,
            @Nullable Position from,
            GapReason reason,
            EntryRef ref,
            String event,
            byte[] data) {
        this.channel = channel;
        this.entries = entries;
        this.timeMillis = timeMillis;
        this.position = position;
        this.from = from;
        this.reason = reason;
        this.ref = ref;
        this.event = event;
        this.data = data;
        this.block = SseEncoder.block(event, data);
    }

    /** The frame of a pub/sub message; null if the message does not even tell a position. */
    public static @Nullable Frame ofMessage(Channel channel, byte[] message) {
        try {
            return of(channel, LogEntry.fromMessage(message));
        } catch (UnreadableEntryException e) {
            return unreadable(channel, e.position());
        }
    }

    /** The frame of a stream entry. */
    public static Frame ofStream(Channel channel, String id, List<byte[]> fields) {
        try {
            return of(channel, LogEntry.fromStream(id, fields));
        } catch (UnreadableEntryException e) {
            Frame frame = unreadable(channel, e.position());
            if (frame == null) {
                throw new IllegalStateException("a stream entry has the id " + id, e);
            }
            return frame;
        }
    }

    private static Frame of(Channel channel, LogEntry entry) {
        if (entry.ref() instanceof EntryRef.Gap gap) {
            return new Frame(
                    channel, 1, entry.timeMillis(), entry.position(), gap.from(), gap.reason(), gap, GAP, entry.data());
        }
        if (!EventNames.isValid(entry.event())) {
            throw new UnreadableEntryException(entry.position());
        }
        return new Frame(
                channel,
                1,
                entry.timeMillis(),
                entry.position(),
                null,
                GapReason.TRIMMED,
                entry.ref(),
                entry.event(),
                entry.data());
    }

    /** An entry that is there but cannot be shown: its readers are told. */
    private static @Nullable Frame unreadable(Channel channel, Position position) {
        if (position.isBeforeAny()) {
            return null;
        }
        byte[] data = gapData(channel, GapReason.UNREADABLE, position.previous(), position);
        return new Frame(channel, 1, 0, position, null, GapReason.UNREADABLE, EntryRef.NONE, GAP, data);
    }

    /** A run of frames that follow each other, shown as one event with {@code data}. */
    static Frame ofRun(List<Frame> frames, byte[] data) {
        Frame first = frames.getFirst();
        return new Frame(
                first.channel,
                frames.size(),
                first.timeMillis,
                frames.getLast().position,
                null,
                first.reason,
                first.ref,
                first.event,
                data);
    }

    /** The block of a {@code gap} event. */
    public static byte[] gapBlock(Channel channel, GapReason reason, @Nullable Position from, Position to) {
        return SseEncoder.block(GAP, gapData(channel, reason, from, to));
    }

    /** The data of a {@code gap} event. */
    public static byte[] gapData(Channel channel, GapReason reason, @Nullable Position from, Position to) {
        String origin = from == null ? "null" : "\"" + shown(from) + "\"";
        return ("{\"channel\":\"" + channel + "\",\"reason\":\"" + reason.code() + "\",\"from\":" + origin
                        + ",\"to\":\"" + shown(to) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Position shown(Position position) {
        return position.isBeforeAny() ? Position.START : position;
    }

    /** Whether a reader that stands at {@code at} misses nothing by taking this next. */
    public boolean follows(Position at) {
        if (from != null) {
            return at.isBeforeAny() ? from.isBeforeAny() : at.equals(from);
        }
        return position.epoch() == at.epoch() && position.offset() == at.offset() + entries;
    }

    /** The position just before it, in the same epoch. */
    public Position before() {
        return new Position(position.epoch(), Math.max(0, position.offset() - entries));
    }

    /** When Redis took it, by Redis' clock; 0 if that could not be read. */
    public long timeMillis() {
        return timeMillis;
    }

    /** How many entries it shows. */
    public int entries() {
        return entries;
    }

    /** Whether it begins an epoch. */
    public boolean isEpoch() {
        return from != null;
    }

    /** Whether a reader at {@code at} need not be shown it: the first epoch of a channel it saw empty. */
    public boolean isSilentFor(Position at) {
        return from != null && from.isBeforeAny() && at.isBeforeAny();
    }

    /** Whether a reader at {@code at} is told by it that something may be missing. */
    public boolean isGapFor(Position at) {
        return GAP.equals(event) && !isSilentFor(at);
    }

    /** Why something may be missing, if it is a gap. */
    public GapReason reason() {
        return reason;
    }

    /** What a reader at {@code at} is shown of it. */
    public byte[] blockFor(Position at, boolean envelope) {
        if (from != null && !at.equals(from)) {
            return gapBlock(channel, reason, at, position);
        }
        return envelope && !GAP.equals(event) ? envelopedBlock() : block;
    }

    private byte[] envelopedBlock() {
        byte[] cached = enveloped;
        if (cached == null) {
            byte[] head = ("{\"channel\":\"" + channel + "\",\"position\":\"" + position + "\",\"data\":")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] whole = new byte[head.length + data.length + 1];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(data, 0, whole, head.length, data.length);
            whole[whole.length - 1] = '}';
            cached = SseEncoder.block(event, whole);
            enveloped = cached;
        }
        return cached;
    }

    /** Where a reader stands that has it: the position of its last entry. */
    public Position position() {
        return position;
    }

    /** What it is part of; for a run, what its first entry is. */
    public EntryRef ref() {
        return ref;
    }

    /** The event's name. */
    public String event() {
        return event;
    }

    /** The event's data; not to be changed. */
    public byte[] data() {
        return data;
    }

    /** Bytes it takes in memory, about. */
    public int size() {
        return block.length + data.length;
    }
}
