package io.ssehub.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateBookTest {
    private static final long START = Long.MAX_VALUE - 5;

    private final AtomicLong nanos = new AtomicLong(START);

    private RateBook book(int perSecond, int atOnce, int most) {
        return new RateBook(perSecond, atOnce, most, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aBurstMayComeAtOnceAndNoneMore() {
        RateBook book = book(10, 3, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(book.take("a")).isZero();
        }
        assertThat(book.take("a")).isEqualTo(Duration.ofMillis(100));
        assertThat(book.take("b")).as("somebody else").isZero();
    }

    @Test
    void whoWaitsAsLongAsToldMayAgainOnce() {
        RateBook book = book(10, 3, 100);
        for (int i = 0; i < 3; i++) {
            book.take("a");
        }
        pass(100);
        assertThat(book.take("a")).isZero();
        assertThat(book.take("a")).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void askingInVainCostsNothing() {
        RateBook book = book(10, 1, 100);
        book.take("a");
        for (int i = 0; i < 50; i++) {
            assertThat(book.take("a")).isPositive();
        }
        pass(100);
        assertThat(book.take("a")).isZero();
    }

    @Test
    void zeroIsNoLimitAndRemembersNobody() {
        RateBook book = book(0, 0, 100);
        for (int i = 0; i < 1000; i++) {
            assertThat(book.take("a")).isZero();
        }
        assertThat(book.size()).isZero();
    }

    @Test
    void whoHasNothingBehindThemIsForgotten() {
        RateBook book = book(10, 3, 100);
        book.take("a");
        pass(50);
        book.take("b");
        pass(60);
        book.tick();
        assertThat(book.size()).isEqualTo(1);
        pass(60);
        book.tick();
        assertThat(book.size()).isZero();
    }

    @Test
    void whoFindsNoRoomSharesWhatOneMay() {
        RateBook book = book(10, 2, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(book.take("known-" + i)).isZero();
        }
        assertThat(book.take("new-1")).isZero();
        assertThat(book.take("new-2")).isZero();
        assertThat(book.take("new-3")).isPositive();
        assertThat(book.take("known-7")).as("known ones have their own").isZero();
        assertThat(book.size()).isEqualTo(101);
        pass(1000);
        book.tick();
        assertThat(book.take("new-3")).isZero();
        assertThat(book.size()).isEqualTo(1);
    }
}
