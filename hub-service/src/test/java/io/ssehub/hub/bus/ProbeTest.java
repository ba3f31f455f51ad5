package io.ssehub.hub.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A node that is not heard by itself is deaf, unless it is Redis that does not answer. */
class ProbeTest implements BusMeters {
    private static final ProbeProperties PROPERTIES = new ProbeProperties(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final List<byte[]> words = new ArrayList<>();
    private CompletionStage<?> answer = CompletableFuture.completedFuture("taken");
    private int replaced;
    private int connected;
    private int deaf;
    private int heard;
    private long nanos = 5_000_000_000L;

    private final Probe probe = new Probe(
            PROPERTIES,
            word -> {
                words.add(word);
                return answer;
            },
            () -> replaced++,
            this,
            () -> nanos);

    @Override
    public void listening() {
        connected++;
    }

    @Override
    public void heard() {
        heard++;
    }

    @Override
    public void deaf() {
        deaf++;
    }

    private void tickAfter(Duration time) {
        nanos += time.toNanos();
        probe.tick();
    }

    @Test
    void nothingIsAskedBeforeTheConnectionListens() {
        tickAfter(Duration.ofMinutes(1));
        assertThat(words).isEmpty();
        assertThat(probe.isDeaf()).isFalse();
    }

    @Test
    void aWordThatIsHeardIsFollowedByAnotherAtTheInterval() {
        probe.onSubscribed();
        probe.tick();
        probe.onHeard(words.getLast().clone());
        assertThat(heard).isEqualTo(1);
        tickAfter(Duration.ofMillis(999));
        assertThat(words).hasSize(1);
        tickAfter(Duration.ofMillis(1));
        assertThat(words).hasSize(2).doesNotHaveDuplicates();
        assertThat(replaced).isZero();
        assertThat(connected).isEqualTo(1);
    }

    @Test
    void aWordThatRedisTookAndNobodyHeardMeansDeafUntilTheNextConnectionHears() {
        probe.onSubscribed();
        probe.tick();
        tickAfter(Duration.ofMillis(1_999));
        assertThat(probe.isDeaf()).isFalse();
        tickAfter(Duration.ofMillis(1));
        assertThat(probe.isDeaf()).isTrue();
        assertThat(replaced).isEqualTo(1);
        assertThat(deaf).isEqualTo(1);

        probe.onLost();
        probe.onSubscribed();
        probe.tick();
        assertThat(probe.isDeaf()).as("it has heard nothing yet").isTrue();
        probe.onHeard(words.getLast());
        assertThat(probe.isDeaf()).isFalse();
    }

    @Test
    void aReplacementThatIsDeafTooIsReplacedAgain() {
        for (int i = 0; i < 3; i++) {
            probe.onSubscribed();
            probe.tick();
            tickAfter(Duration.ofSeconds(2));
        }
        assertThat(replaced).isEqualTo(3);
    }

    @Test
    void whileRedisDoesNotAnswerNothingIsConcluded() {
        answer = new CompletableFuture<>();
        probe.onSubscribed();
        probe.tick();
        tickAfter(Duration.ofMinutes(1));
        assertThat(replaced).isZero();
        assertThat(probe.isDeaf()).isFalse();
    }

    @Test
    void redisThatRefusesIsAnotherTroubleThanDeafness() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
        probe.onSubscribed();
        probe.tick();
        tickAfter(Duration.ofSeconds(3));
        tickAfter(Duration.ofSeconds(3));
        assertThat(words).hasSize(3);
        assertThat(replaced).isZero();
    }

    @Test
    void aConnectionThatWasLostIsNotBlamed() {
        probe.onSubscribed();
        probe.tick();
        probe.onLost();
        tickAfter(Duration.ofMinutes(1));
        assertThat(replaced).isZero();
    }

    @Test
    void aWordOfAnEarlierConnectionDoesNotCount() {
        probe.onSubscribed();
        probe.tick();
        byte[] old = words.getLast();
        probe.onLost();
        probe.onSubscribed();
        probe.tick();
        probe.onHeard(old);
        tickAfter(Duration.ofSeconds(2));
        assertThat(probe.isDeaf()).isTrue();
    }
}
