package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.RedisLinkProxy;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisFixture;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One hub cannot reach Redis for a while, the other can. */
class HubCutFromRedisIT {
    private static final int READERS = Scale.of(60, 500);
    private static final int PER_SECOND = 50;
    private static final int EVENTS_MEANWHILE = PER_SECOND * Scale.of(2, 30);

    private static RedisLinkProxy way;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        way = RedisLinkProxy.to(RedisFixture.uri());
        cluster = Cluster.of(2).redisOf(0, way.url()).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        way.close();
    }

    @Test
    void itsReadersStayAndGetAllWhenTheWayWasCut() throws InterruptedException {
        readersStayAndGetAll("cut", RedisLinkProxy::cut);
    }

    @Test
    void itsReadersStayAndGetAllWhenTheWaySwallowedEverything() throws InterruptedException {
        readersStayAndGetAll("a black hole", RedisLinkProxy::blackhole);
    }

    private static boolean refusesCalls() {
        return Http.send(HttpRequest.newBuilder(cluster.hub(0).uri().resolve("/api/sse/messages/nobody/nothing")))
                        .statusCode()
                == 503;
    }

    private static void readersStayAndGetAll(String how, Consumer<RedisLinkProxy> fault) throws InterruptedException {
        try (Load load = Load.on(cluster.uris())
                .readers(READERS)
                .publishTo(cluster.uris().reversed())
                .open()) {
            List<LoadReader> held = load.readersOn(cluster.hub(0).name());
            Publishing publishing = load.publish(PER_SECOND);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);

            fault.accept(way);
            Await.until("the hub notices", Load.DEADLINE, () -> refusesCalls());
            publishing.awaitMore(EVENTS_MEANWHILE, Load.DEADLINE);
            assertThat(held).isNotEmpty().noneMatch(reader -> reader.judged().isCaughtUp());

            Times.record(
                    "hub and Redis parted (" + how + "), then joined: until its readers have all",
                    Load.awaitCatchUp(held, way::pass),
                    "%d events meanwhile, %d readers".formatted(EVENTS_MEANWHILE, READERS));
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
        }
    }
}
