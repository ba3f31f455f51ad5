package io.ssehub.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void oneMayHoldSoManyAndNoneMoreUntilOneIsGivenBack() {
        Places places = new Places(2);
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isFalse();
        assertThat(places.take("b")).isTrue();
        places.leave("a");
        assertThat(places.take("a")).isTrue();
        assertThat(places.of("a")).isEqualTo(2);
    }

    @Test
    void whoHoldsNoneIsNotRemembered() {
        Places places = new Places(1);
        places.take("a");
        places.take("a");
        places.leave("a");
        assertThat(places.holders()).isZero();
        assertThat(places.of("a")).isZero();
    }

    @Test
    void zeroIsNoLimit() {
        Places places = new Places(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(places.take("a")).isTrue();
        }
        assertThat(places.of("a")).isEqualTo(1000);
    }
}
