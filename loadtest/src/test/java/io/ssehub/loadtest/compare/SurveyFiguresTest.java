package io.ssehub.loadtest.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.scale.Figures;
import io.ssehub.loadtest.scale.Fit;
import io.ssehub.loadtest.scale.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Runs of a cluster whose costs are known: the survey must find them again. */
class SurveyFiguresTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1);
    private static final double SECONDS = 10;

    // In microseconds, but for bytes.
    private static final double IDLE = 10;
    private static final double CONNECT = 1_000;
    private static final double EVENT = 20;
    private static final double DELIVERY = 8;
    private static final double PUBLISH = 150;
    private static final double CHECK = 5;
    private static final double REDIS_PUBLISH = 15;
    private static final double REDIS_FORWARD = 4;
    private static final double REDIS_CHECK = 2;
    private static final double REDIS_IDLE = 1;

    @TempDir
    private Path folder;

    @Test
    void costsAreFoundInTheDifferencesOfRuns() throws IOException {
        Figures figures = figures();

        assertThat(figures.hub().idleMicros()).isCloseTo(IDLE, CLOSE);
        assertThat(figures.hub().connectMicros()).isCloseTo(CONNECT, CLOSE);
        assertThat(figures.hub().deliveryMicros()).isCloseTo(DELIVERY, CLOSE);
        assertThat(figures.hub().eventMicros()).isCloseTo(EVENT, CLOSE);
        assertThat(figures.hub().publishMicros()).isCloseTo(PUBLISH, CLOSE);
        assertThat(figures.hub().checkMicros()).isCloseTo(CHECK, CLOSE);
        assertThat(figures.hub().connectionBytes()).isCloseTo(20_000, CLOSE);
        assertThat(figures.hub().deliveryBytes()).isCloseTo(100, CLOSE);
        assertThat(figures.redis().forwardMicros()).isCloseTo(REDIS_FORWARD, CLOSE);
        assertThat(figures.redis().publishMicros()).isCloseTo(REDIS_PUBLISH, CLOSE);
        assertThat(figures.redis().checkMicros()).isCloseTo(REDIS_CHECK, CLOSE);
        assertThat(figures.redis().channelBytes()).isCloseTo(1_000, CLOSE);
        assertThat(figures.redis().entryBytes()).isCloseTo(100, CLOSE);
        assertThat(figures.redis().forwardBytes()).isCloseTo(50, CLOSE);
    }

    @Test
    void theModelFitsWhatItWasMadeOf() throws IOException {
        assertThat(Fit.of(figures())).hasSize(5).allSatisfy(fit -> assertThat(fit.isWithin(0.05))
                .isTrue());
    }

    private Figures figures() throws IOException {
        Map<Sounding, Sounded> found = new EnumMap<>(Sounding.class);
        for (Sounding sounding : Sounding.values()) {
            found.put(sounding, sounded(sounding));
        }
        String json = new SurveyFigures(found, 1).json("a machine of the mind");
        return Figures.read(Files.writeString(folder.resolve("figures.json"), json));
    }

    /** What the run would have found, by those costs. */
    private static Sounded sounded(Sounding sounding) {
        int readers = sounding.readers(1);
        int nodes = sounding.side().hubs();
        double events =
                switch (sounding) {
                    case MEMORY, QUIET, COMING -> 0;
                    case BROADCAST -> 10;
                    case ONE, FOUR -> 1_000;
                    default -> 1_500;
                };
        double reach = sounding.isBroadcast() ? nodes : 1;
        double deliveries = sounding.isBroadcast() ? events * readers : events;
        double channels = events == 0 ? 0 : sounding.isBroadcast() ? 1 : readers;
        double looks = channels == 0 ? 0 : channels * reach * Retention.looks(events / channels);
        double http = sounding.side().isPublishedStraight() ? 0 : events;
        double visitors = sounding == Sounding.COMING ? 2_000 : 0;
        boolean quiet = sounding == Sounding.MEMORY || sounding == Sounding.QUIET;
        double hub = (quiet ? readers * IDLE : 0)
                + visitors / SECONDS * CONNECT
                + (sounding == Sounding.BROADCAST ? 0 : events * reach * EVENT)
                + deliveries * DELIVERY
                + http * PUBLISH
                + looks * CHECK;
        if (sounding == Sounding.BROADCAST) {
            // All it does is taken for deliveries.
            hub = deliveries * DELIVERY;
        }
        double redis = events * (REDIS_PUBLISH + reach * REDIS_FORWARD)
                + looks * REDIS_CHECK
                + (quiet ? readers * REDIS_IDLE : 0);
        String json = """
                {"holds": true, "measuredSeconds": %s, "published": %s, "delivered": %s,
                 "figures": {"visitors": {"value": %s}},
                 "servers": [
                   {"role": "hub", "userSeconds": %s, "systemSeconds": 0, "rssBefore": 100000000, "rssAfter": %s},
                   {"role": "redis", "userSeconds": %s, "systemSeconds": 0, "rssBefore": 0, "rssAfter": 0}]}
                """.formatted(
                        SECONDS,
                        events * SECONDS,
                        deliveries * SECONDS,
                        visitors,
                        hub * SECONDS / 1e6,
                        100_000_000L + readers * 20_000L,
                        redis * SECONDS / 1e6);
        double all = deliveries * SECONDS;
        double memory = channels * 1_000 + all * 300;
        Counters counted = new Counters(all, all * 300, all * 250, memory);
        return new Sounded(new Outcome(JsonMapper.shared().readTree(json)), counted);
    }
}
