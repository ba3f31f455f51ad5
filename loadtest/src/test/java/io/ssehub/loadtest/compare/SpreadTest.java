package io.ssehub.loadtest.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void itIsTheMiddleAndTheEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).hasToString("2.00 (1.00 to 3.00)");
    }

    @Test
    void whatIsNotKnownDoesNotCount() {
        assertThat(Spread.of(List.of(Double.NaN, 2.0))).isEqualTo(new Spread(2, 2, 2));
        assertThat(Spread.of(List.of())).hasToString("–");
    }
}
