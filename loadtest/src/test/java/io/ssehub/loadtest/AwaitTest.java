package io.ssehub.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void itLooksUntilTheConditionHolds() {
        AtomicInteger looks = new AtomicInteger();

        Await.until("three looks", Duration.ofSeconds(20), () -> looks.incrementAndGet() == 3);

        assertThat(looks).hasValue(3);
    }

    @Test
    void whatHoldsAlreadyNeedsNoTime() {
        Await.until("nothing", Duration.ZERO, () -> true);
    }

    @Test
    void pastTheDeadlineItSaysWhatItWaitedFor() {
        assertThatThrownBy(() -> Await.until(() -> "a miracle", Duration.ZERO, () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Not within PT0S: a miracle");
    }
}
