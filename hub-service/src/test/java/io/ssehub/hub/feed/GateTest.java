package io.ssehub.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
    private final List<Integer> asked = new ArrayList<>();
    private int counted;
    private final Gate gate = new Gate(2, change -> counted += change);

    @Test
    void letsNoMoreInThanItIsWideAndTheOthersInTheirOrder() {
        for (int i = 1; i <= 5; i++) {
            int question = i;
            gate.enter(() -> asked.add(question));
        }
        assertThat(asked).containsExactly(1, 2);
        assertThat(gate.waiting()).isEqualTo(3).isEqualTo(counted);
        gate.leave();
        gate.leave();
        assertThat(asked).containsExactly(1, 2, 3, 4);
        gate.leave();
        gate.leave();
        gate.leave();
        assertThat(counted).isZero();
        gate.enter(() -> asked.add(6));
        gate.enter(() -> asked.add(7));
        gate.enter(() -> asked.add(8));
        assertThat(asked).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
}
