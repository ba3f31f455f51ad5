package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.BulkPublisher;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Reconciliation;
import io.ssehub.e2e.fixture.RedisFault;
import io.ssehub.e2e.fixture.RedisLinkProxy;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.judge.Measure;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisLink;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A replica takes over that lacks the last entries of each channel, which readers have seen. */
class PromotedReplicaIT {
    private static final int READERS = Scale.of(30, 500);
    private static final int PER_SECOND = 50;
    private static final int BEHIND = 10;
    private static final int BYTES = 200;

    /** A port on which no Redis is. */
    private static final int NOBODY = 1;

    @Test
    void noNewEventIsTakenForARepeat() throws InterruptedException {
        try (Scene scene = new Scene(2)) {
            Map<String, Position> seen = scene.promoteBehind();
            scene.publishBeforeHubsAreThere();
            scene.leadHubsToPromoted();
            Publishing publishing = scene.fault.load().publish(PER_SECOND);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            scene.fault.settle();

            Reconciliation found = scene.fault.reconcile(scene.replica, "failover");
            assertThat(found.kept()).isEqualTo(BEHIND * scene.fault.positions());
            assertThat(found.again()).isZero();
            assertThat(found.unseen()).isZero();
            assertThat(scene.fault.book().ends(scene.replica)).allSatisfy((channel, end) -> assertThat(end)
                    .as(channel)
                    .matches(now ->
                            now.isBeforeAny() || now.epoch() > seen.get(channel).epoch()));
        }
    }

    /** The twin: the new primary takes itself for the one that gave the last positions, and gives them once more. */
    @Test
    void withoutANewEpochTheSameEventsAreSilentlyLost() throws InterruptedException {
        try (Scene scene = new Scene(1)) {
            scene.promoteBehind();
            scene.fault.book().claimHeads(scene.replica);
            scene.publishBeforeHubsAreThere();
            scene.leadHubsToPromoted();
            scene.fault.load().awaitArrival();

            assertThat(scene.fault.load().verdict().count(Measure.SILENT))
                    .as(() -> scene.fault.load().verdict().toString())
                    .isEqualTo(BEHIND * scene.fault.positions(scene.fault.moving()));
        }
    }

    /** A primary and its replica, and a way for hubs that can lead to either. */
    private static final class Scene implements AutoCloseable {
        private final RedisProcess primary = RedisProcess.start();
        private final RedisProcess replica = primary.replica();
        private final RedisLinkProxy way = RedisLinkProxy.to(primary.uri());
        private final Cluster cluster;
        private final RedisFault fault;

        Scene(int hubs) throws InterruptedException {
            awaitReplica("in sync", () -> replica.info("master_link_status").equals("up"));
            cluster = Cluster.of(hubs)
                    .redis(way.url())
                    .hubArgs("--hub.feed.quiet-check=1d")
                    .start();
            fault = new RedisFault(cluster, primary, READERS);
        }

        /** Answers where each channel ended for its readers. */
        Map<String, Position> promoteBehind() throws InterruptedException {
            awaitReplica(
                    "up to date",
                    () -> fault.book().ends(replica).equals(fault.book().ends(primary)));
            // It follows one that is not there, as when the way between them is cut.
            replica.ask(commands -> commands.replicaof("127.0.0.1", NOBODY));
            Map<String, Position> had = fault.book().ends(replica);
            for (int i = 0; i < BEHIND; i++) {
                fault.publishToMoving();
                fault.publishToStill();
            }
            fault.load().awaitArrival();
            Map<String, Position> seen = fault.book().ends(primary);
            seen.forEach((channel, end) -> {
                if (!end.isBeforeAny()) {
                    assertThat(end.offset() - had.get(channel).offset())
                            .as(channel)
                            .isEqualTo(BEHIND);
                }
            });
            primary.kill();
            replica.ask(commands -> commands.replicaofNoOne());
            assertThat(fault.book().ends(replica)).isEqualTo(had);
            return seen;
        }

        /** More events on each channel than it is behind, so that a repeated position would not even show as one. */
        void publishBeforeHubsAreThere() {
            try (RedisLink link = RedisLink.open("backend", RedisFixture.client(), replica.uri())) {
                link.awaitUp().toCompletableFuture().join();
                BulkPublisher.into(
                                link, "backend", cluster.prefix(), fault.load().judge())
                        .publish(fault.moving(), BEHIND + 1, BYTES);
            }
        }

        void leadHubsToPromoted() {
            way.leadTo(replica.uri());
        }

        private static void awaitReplica(String what, BooleanSupplier condition) {
            Await.until("the replica is " + what, Load.DEADLINE, condition);
        }

        @Override
        public void close() {
            fault.close();
            cluster.close();
            way.close();
            replica.close();
            primary.close();
        }
    }
}
