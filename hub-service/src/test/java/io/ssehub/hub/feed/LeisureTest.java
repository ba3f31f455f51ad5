package io.ssehub.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeisureTest {
    private long nanos;
    private final Leisure leisure = new Leisure(() -> nanos);

    private int takenOf(int messages) {
        int taken = 0;
        for (int i = 0; i < messages; i++) {
            if (leisure.isTaken()) {
                taken++;
                leisure.isOver();
            }
        }
        return taken;
    }

    @Test
    void thereIsTimeForAFewMessagesInARow() {
        assertThat(takenOf(1_000)).isEqualTo(Leisure.MOST);
    }

    @Test
    void afterAPauseThereIsTimeAgain() {
        takenOf(1_000);
        nanos += Leisure.PAUSE_NANOS;
        assertThat(takenOf(1_000)).isEqualTo(Leisure.MOST);
    }

    @Test
    void withoutAPauseThereIsNone() {
        takenOf(1_000);
        for (int i = 0; i < 1_000; i++) {
            nanos += Leisure.PAUSE_NANOS - 1;
            assertThat(leisure.isTaken()).isFalse();
        }
    }

    @Test
    void timeThatAMessageTookIsNoPause() {
        for (int i = 0; i < Leisure.MOST; i++) {
            assertThat(leisure.isTaken()).isTrue();
            nanos += 10 * Leisure.PAUSE_NANOS;
            leisure.isOver();
        }
        assertThat(leisure.isTaken()).isFalse();
    }
}
