package io.ssehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.session.OutboundQueue.Item;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What waits for one connection, and how much of it. */
class OutboundQueueTest {
    private final OutboundQueue queue = new OutboundQueue();

    private static Item own(int bytes) {
        return Item.own(new byte[bytes], false);
    }

    private static ChannelReader reader() {
        return new ChannelReader(
                null, Channel.BROADCAST, new Start.Live(), new Reading("a", Map.of(), false, Selection.ALL));
    }

    @Test
    void whatIsAddedComesOutInOrder() {
        Item first = own(1);
        Item second = own(2);
        queue.add(first);
        queue.add(second);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void bytesAreCountedInAndOutWithSomethingForTheItemItself() {
        queue.add(own(1_000));
        queue.add(own(0));
        assertThat(queue.bytes()).isGreaterThan(1_000);
        int both = queue.bytes();
        queue.poll();
        assertThat(queue.bytes()).isPositive().isLessThan(both - 999);
        queue.poll();
        assertThat(queue.bytes()).isZero();
        queue.poll();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void anOverflowDropsChannelsEventsAndKeepsTheConnectionsOwn() {
        ChannelReader reader = reader();
        Item welcome = own(10);
        Item farewell = own(20);
        queue.add(welcome);
        queue.add(Item.event(new byte[500], reader, Position.START));
        queue.add(Item.event(new byte[0], reader, Position.START));
        queue.add(farewell);
        queue.dropEvents();
        assertThat(queue.bytes()).isEqualTo(welcome.size() + farewell.size());
        assertThat(queue.poll()).isSameAs(welcome);
        assertThat(queue.poll()).isSameAs(farewell);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void whatIsShownHasACursorAndWhatOnlyMovesHasNone() {
        ChannelReader reader = reader();
        assertThat(Item.event(new byte[1], reader, Position.START).withId()).isTrue();
        assertThat(Item.event(new byte[0], reader, Position.START).withId()).isFalse();
    }
}
