package io.ssehub.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ZipfTest {
    private static final int DRAWS = 200_000;

    @Test
    void theFirstComesTwiceAsOftenAsTheSecondAndThreeTimesAsOftenAsTheThird() {
        int[] drawn = draw(new Zipf(10, 1));

        assertThat((double) drawn[0] / drawn[1]).isCloseTo(2, Percentage.withPercentage(5));
        assertThat((double) drawn[0] / drawn[2]).isCloseTo(3, Percentage.withPercentage(5));
    }

    @Test
    void withAnExponentOfZeroAllComeEquallyOften() {
        for (int times : draw(new Zipf(10, 0))) {
            assertThat(times).isCloseTo(DRAWS / 10, Percentage.withPercentage(5));
        }
    }

    @Test
    void severalAreDifferentOnes() {
        assertThat(new Zipf(3, 2).draw(new Random(1), 3)).containsExactlyInAnyOrder(0, 1, 2);
        assertThatThrownBy(() -> new Zipf(3, 2).draw(new Random(1), 4)).hasMessageContaining("4 different ones of 3");
    }

    private static int[] draw(Zipf zipf) {
        int[] drawn = new int[10];
        Random random = new Random(42);
        for (int i = 0; i < DRAWS; i++) {
            drawn[zipf.draw(random)]++;
        }
        return drawn;
    }
}
