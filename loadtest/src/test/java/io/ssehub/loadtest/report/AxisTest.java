package io.ssehub.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void aLinearOneHasRoundNumbersAndRoomForTheLargest() {
        Axis axis = Axis.linear(0, 97);

        assertThat(axis.ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(axis.place(50)).isEqualTo(0.5, CLOSE);
    }

    @Test
    void aLogarithmicOneHasPowersOfTen() {
        Axis axis = Axis.logarithmic(0.1, 70);

        assertThat(axis.ticks()).hasSize(4);
        assertThat(axis.place(0.1)).isEqualTo(0, CLOSE);
        assertThat(axis.place(Math.sqrt(10))).isEqualTo(0.5, CLOSE);
        assertThat(axis.place(0)).isEqualTo(0, CLOSE);
    }

    @Test
    void nothingButZeroIsAnAxisToo() {
        assertThat(Axis.linear(0, 0).ticks()).hasSizeGreaterThan(1);
        assertThat(Axis.exact(0, 0).place(0)).isZero();
    }
}
