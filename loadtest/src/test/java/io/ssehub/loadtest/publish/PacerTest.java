package io.ssehub.loadtest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.judge.Judge;
import io.ssehub.loadtest.load.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long EVERY_MICROS = 1000;

    private final List<Stamp> sent = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> outcomes = new CopyOnWriteArrayList<>();

    /** A server that hangs must not be asked less, nor later events be timed from when it is back. */
    @Test
    void eventsAreTimedFromWhenTheyWereDueHoweverLateTheyLeave() {
        Pacer pacer = new Pacer("p", new Stalling(), new Judge(), 100)
                .start(1e6 / EVERY_MICROS, _ -> ChannelName.broadcast());
        Await.until("a stall, and what was due in it", DEADLINE, () -> sent.size() > 600);
        pacer.stop();

        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).timeMicros() - sent.get(i - 1).timeMicros()).isEqualTo(EVERY_MICROS);
        }
        assertThat(pacer.lateness().total().max()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void eachChannelIsNumberedOnItsOwn() {
        Pacer pacer = new Pacer("p", new Recording(), new Judge(), 100);
        pacer.publishNow(ChannelName.topic("a"), 2);
        pacer.publishNow(ChannelName.topic("b"), 1);
        pacer.publishNow(ChannelName.topic("a"), 1);

        assertThat(sent.stream().map(stamp -> stamp.channel() + " " + stamp.sequence()))
                .containsExactly("topic/a 1", "topic/a 2", "topic/b 1", "topic/a 3");
    }

    @Test
    void whatWasNotAcceptedIsCountedAndNamed() {
        Pacer pacer = new Pacer("p", new Recording(), new Judge(), 100);
        pacer.publishNow(ChannelName.broadcast(), 3);
        assertThat(pacer.underWay()).isEqualTo(3);

        outcomes.get(0).accept("");
        outcomes.get(1).accept("503 no room");

        assertThat(pacer.accepted()).isEqualTo(1);
        assertThat(pacer.failed()).isEqualTo(1);
        assertThat(pacer.underWay()).isEqualTo(1);
        assertThat(pacer.reasons()).containsExactly("503 no room");
    }

    @Test
    void noKeyIsGivenTwice() {
        List<String> keys = new ArrayList<>();
        Sender sender = new Recording() {
            @Override
            public void send(ChannelName channel, String data, String key, Consumer<String> outcome) {
                keys.add(key);
            }
        };
        new Pacer("p", sender, new Judge(), 100).publishNow(ChannelName.broadcast(), 50);
        new Pacer("p", sender, new Judge(), 100).publishNow(ChannelName.broadcast(), 50);

        assertThat(keys).doesNotHaveDuplicates().hasSize(100);
    }

    private class Recording implements Sender {
        @Override
        public void send(ChannelName channel, String data, String key, Consumer<String> outcome) {
            sent.add(Stamp.decode(data));
            outcomes.add(outcome);
        }

        @Override
        public void close() {}
    }

    /** Holds its caller up once. */
    private final class Stalling extends Recording {
        @Override
        public void send(ChannelName channel, String data, String key, Consumer<String> outcome) {
            super.send(channel, data, key, outcome);
            if (sent.size() == 50) {
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
