package io.ssehub.hub.session;

import io.ssehub.protocol.position.Position;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What waits to be written to one connection, bounded in bytes by its owner. Not thread-safe. */
final class OutboundQueue {
    /**
     * Something to write.
     *
     * @param block the event without id; empty for one that only moves a position
     * @param reader the channel it is of; null for none
     * @param position where it moves it to; null for nowhere
     * @param liveMillis when Redis took it, by its own clock, if it goes to a reader that is live; else 0
     */
    record Item(
            byte[] block,
            @Nullable ChannelReader reader,
            @Nullable Position position,
            boolean withId,
            long liveMillis) {
        /** What an item takes beside its bytes, about. */
        private static final int OVERHEAD = 48;

        static Item event(byte[] block, ChannelReader reader, Position position) {
            return live(block, reader, position, 0);
        }

        /** One that goes out as it came. */
        static Item live(byte[] block, ChannelReader reader, Position position, long takenMillis) {
            boolean shown = block.length > 0;
            return new Item(block, reader, position, shown, shown ? takenMillis : 0);
        }

        /** A part of something that moves the channel only as a whole. */
        static Item part(byte[] block, ChannelReader reader) {
            return new Item(block, reader, null, false, 0);
        }

        static Item own(byte[] block, boolean withId) {
            return new Item(block, null, null, withId, 0);
        }

        int size() {
            return block.length + OVERHEAD;
        }
    }

    private final ArrayDeque<Item> items = new ArrayDeque<>(4);
    private int bytes;

    void add(Item item) {
        items.addLast(item);
        bytes += item.size();
    }

    @Nullable Item poll() {
        Item item = items.pollFirst();
        if (item != null) {
            bytes -= item.size();
        }
        return item;
    }

    /** Drops every event of a channel; the connection's own stay. */
    void dropEvents() {
        items.removeIf(item -> item.reader() != null);
        bytes = items.stream().mapToInt(Item::size).sum();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int bytes() {
        return bytes;
    }
}
