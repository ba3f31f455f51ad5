package io.ssehub.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a feed can serve from memory, and what it must read. */
class FrameTailTest {
    private static final int PLENTY = 1_000_000;

    private static Frame frame(String position, String ref) {
        byte[] message = ("1 " + position + " 5 tick " + ref + "\n1").getBytes(StandardCharsets.UTF_8);
        Frame frame = Frame.ofMessage(Channel.BROADCAST, message);
        assertThat(frame).isNotNull();
        return frame;
    }

    private static Frame frame(String position) {
        return frame(position, "-");
    }

    private static FrameTail tail(int maxBytes, Frame... frames) {
        FrameTail tail = new FrameTail(maxBytes);
        for (Frame frame : frames) {
            tail.append(frame);
        }
        return tail;
    }

    private static List<String> after(FrameTail tail, String position) {
        return tail.after(Position.parse(position).orElseThrow()).stream()
                .map(frame -> frame.position().toString())
                .toList();
    }

    @Test
    void aReaderInsideGetsWhatIsAfterIt() {
        FrameTail tail = tail(PLENTY, frame("100-4"), frame("100-5"), frame("100-6"));
        assertThat(after(tail, "100-4")).containsExactly("100-5", "100-6");
        assertThat(after(tail, "100-5")).containsExactly("100-6");
        assertThat(after(tail, "100-6")).isEmpty();
    }

    @Test
    void aReaderJustBeforeTheOldestGetsAll() {
        FrameTail tail = tail(PLENTY, frame("100-4"), frame("100-5"));
        assertThat(after(tail, "100-3")).containsExactly("100-4", "100-5");
    }

    @Test
    void aReaderFurtherBackGetsNothingSinceSomethingWouldBeMissing() {
        FrameTail tail = tail(PLENTY, frame("100-4"), frame("100-5"));
        assertThat(after(tail, "100-2")).isEmpty();
        assertThat(after(tail, "99-9")).isEmpty();
    }

    @Test
    void aReaderThatSawTheChannelEmptyIsReadFromRedis() {
        FrameTail tail = tail(PLENTY, frame("100-1", "gap/vanished/0-0"), frame("100-2"));
        assertThat(after(tail, "0-0")).isEmpty();
        assertThat(after(tail, "0-1700000000000")).isEmpty();
    }

    @Test
    void anEpochIsReachedFromWhereTheOneBeforeEnded() {
        FrameTail tail = tail(PLENTY, frame("200-1", "gap/failover/100-7"), frame("200-2"));
        assertThat(after(tail, "100-7")).containsExactly("200-1", "200-2");
        assertThat(after(tail, "100-6")).isEmpty();
    }

    @Test
    void theOldestGiveWayWhenItIsFull() {
        int two = 2 * frame("100-4").size();
        FrameTail tail = tail(two, frame("100-4"), frame("100-5"), frame("100-6"));
        assertThat(after(tail, "100-3")).isEmpty();
        assertThat(after(tail, "100-4")).containsExactly("100-5", "100-6");
    }

    @Test
    void aFrameLargerThanAllOfItIsNotKeptAndNothingBeforeIt() {
        FrameTail tail = tail(frame("100-4").size() - 1, frame("100-4"));
        assertThat(tail.isEmpty()).isTrue();
        assertThat(after(tail, "100-3")).isEmpty();
        assertThat(tail(0, frame("100-4")).isEmpty()).isTrue();
    }

    @Test
    void clearedItIsEmptyAndStartsAnew() {
        FrameTail tail = tail(PLENTY, frame("100-4"), frame("100-5"));
        tail.clear();
        assertThat(after(tail, "100-4")).isEmpty();
        tail.append(frame("100-9"));
        assertThat(after(tail, "100-8")).containsExactly("100-9");
    }
}
