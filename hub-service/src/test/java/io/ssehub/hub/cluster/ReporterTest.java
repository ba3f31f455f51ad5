package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.ClientNames;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private static final class Counts implements NodeCounts {
        Totals totals = new Totals(10, 4, 100, 1_000, 50_000);
        Optional<Delivery> delivery = Optional.empty();

        @Override
        public Totals totals() {
            return totals;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public Optional<Delivery> takeDelivery() {
            return delivery;
        }
    }

    private static final class Service implements NodeService {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isDraining() {
            return false;
        }

        @Override
        public void drain() {}

        @Override
        public boolean takeBack() {
            return true;
        }
    }

    private long nanos = 5;
    private final Counts counts = new Counts();
    private final Reporter reporter = new Reporter(
            new Reporter.Identity(new NodeId("n1"), new NodeName("hub-1"), "1.0", Instant.EPOCH, "0a1b2c3d"),
            new Sessions(new NodeName("hub-1"), new ClientNames(false)),
            counts,
            new Service(),
            () -> nanos);

    @Test
    void ratesAreThoseSinceTheLastReport() {
        nanos += TimeUnit.SECONDS.toNanos(4);
        counts.totals = new NodeCounts.Totals(11, 5, 110, 1_100, 51_000);
        NodeReport report = reporter.report();
        assertThat(report.receivedPerSecond()).isEqualTo(2.5);
        assertThat(report.deliveredPerSecond()).isEqualTo(25);
        assertThat(report.bytesPerSecond()).isEqualTo(250);
        assertThat(report.opened()).isEqualTo(11);
        assertThat(report.delivered()).isEqualTo(1_100);
        assertThat(report.deliveryP50Millis()).isNull();

        nanos += TimeUnit.SECONDS.toNanos(2);
        counts.delivery = Optional.of(new NodeCounts.Delivery(0.84089, 4));
        NodeReport next = reporter.report();
        assertThat(next.receivedPerSecond()).isZero();
        assertThat(next.deliveryP50Millis()).isEqualTo(0.841);
        assertThat(next.deliveryP99Millis()).isEqualTo(4);
    }

    @Test
    void aReportIsOneLineThatIsReadBackAsItWas() {
        NodeReport report = reporter.report();
        String written = ClusterJson.write(report);
        assertThat(written).doesNotContain("\n");
        assertThat(ClusterJson.read(written, NodeReport.class)).isEqualTo(report);
    }
}
