package io.ssehub.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final Percentage CLOSE = Percentage.withPercentage(0.01);

    /** 1,800 connections, so that one a second comes again; each has an event a second, and a look at its channel. */
    @Test
    void personalEventsCostTheSumOfTheirParts() {
        Model model = Samples.model(Samples.personal(1_800, 1_800));

        double arrivals = 1_000;
        double events = 1_800 * (20 + 10);
        double checks = 1_800 * 5;
        assertThat(model.hubCores(3)).isCloseTo((arrivals + events + checks) / 1e6, CLOSE);
        assertThat(model.redisCores(3)).isCloseTo(1_800 * (15 + 5 + 2) / 1e6, CLOSE);
    }

    @Test
    void quietOnesCostLittle() {
        Model model = Samples.model(Samples.personal(1_800, 0));

        assertThat(model.hubCores(3)).isCloseTo((1_800 * 10 + 1_000) / 1e6, CLOSE);
        assertThat(model.redisCores(3)).isCloseTo(1_800 / 1e6, CLOSE);
    }

    @Test
    void moreNodesMakeOnlyBroadcastsDearer() {
        Model personal = Samples.model(Samples.personal(10_000, 1_000));
        assertThat(personal.hubCores(4)).isCloseTo(personal.hubCores(1), CLOSE);
        assertThat(personal.redisCores(4)).isCloseTo(personal.redisCores(1), CLOSE);

        Model broadcast = Samples.model(Samples.broadcast(10_000, 10));
        // Three nodes more: an event each, and never a look at the only channel, which has one all the time.
        assertThat(broadcast.hubCores(4) - broadcast.hubCores(1)).isCloseTo(3 * (10 * 20) / 1e6, CLOSE);
        assertThat(broadcast.redisCores(4) - broadcast.redisCores(1)).isCloseTo(3 * (10 * 5) / 1e6, CLOSE);
    }

    @Test
    void whatIsPublishedOverHttpCostsHubsMore() {
        Demand straight = Samples.personal(1_000, 500);
        Demand half = new Demand(1_000, 500, 1, 1, 200, 0.5);

        double more = Samples.model(half).hubCores(1) - Samples.model(straight).hubCores(1);
        assertThat(more).isCloseTo(250 * 100 / 1e6, CLOSE);
    }

    @Test
    void memoryIsThatOfConnectionsAndOfTheNewestEvents() {
        Model quiet = Samples.model(Samples.personal(1_000, 0));
        assertThat(quiet.hubBytes(1)).isCloseTo(100e6 + 1_000 * 20_000, CLOSE);
        assertThat(quiet.redisBytes()).isCloseTo(1_000 * 1_000, CLOSE);

        // An event a second for half an hour is more than a feed's tail and less than a log keeps in an hour.
        Model busy = Samples.model(Samples.personal(1_000, 1_000));
        assertThat(busy.hubBytes(2)).isCloseTo(100e6 + 500 * (20_000 + 65_536), CLOSE);
        assertThat(busy.redisBytes()).isCloseTo(1_000 * (1_000 + 3_600 * 300), CLOSE);
        Retention little = new Retention(Duration.ofHours(1), 100);
        Model forgetful = new Model(Samples.FIGURES, Samples.personal(1_000, 1_000), little);
        assertThat(forgetful.redisBytes()).isCloseTo(1_000 * (1_000 + 100 * 300), CLOSE);
    }

    @Test
    void aNodesNetworkIsWhatItSendsUnlessItGetsMore() {
        Model personal = Samples.model(Samples.personal(1_000, 1_000));
        assertThat(personal.hubBits(2)).isCloseTo(8 * 1_000 * 300 / 2.0, CLOSE);
        assertThat(personal.redisBits(2)).isCloseTo(8 * 1_000 * 250, CLOSE);
    }
}
