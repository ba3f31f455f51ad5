package io.ssehub.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.e2e.fixture.Asker;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Dashboard;
import io.ssehub.e2e.fixture.Dashboard.Panel;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ModelServer;
import io.ssehub.e2e.fixture.Prometheus;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A cluster with something of everything under way: each panel of each dashboard shows a number. */
class DashboardsIT {
    private static final String SLOW = "slow";
    private static final int BURST = 1_000;
    private static final int BURST_BYTES = 2_000;

    private final List<Dashboard> dashboards = Dashboard.all(DashboardsTest.FOLDER);

    @Test
    void everyPanelShowsSomethingOfACluster() throws Exception {
        try (ModelServer model = ModelServer.parrot();
                Cluster cluster = Cluster.of(2)
                        .workers(1, Duration.ZERO)
                        .all(JarLaunch::patient)
                        .hubArgs("--hub.session.queue=64KB")
                        .workers(launch ->
                                launch.with("--worker.janitor.interval=1s").with(model.workerArgs()))
                        .start();
                Prometheus prometheus = Prometheus.scraping(cluster, AlertsIT.RULES);
                Load load = Load.on(cluster.uris()).readers(20).open();
                Crowd crowd = new Crowd(cluster);
                Chatter chatter = Chatter.start(cluster.uris())) {
            load.publish(50);
            readTooSlowly(crowd);
            bringARubbishCursor(cluster.uris().getFirst());
            Await.until("a gap", Load.DEADLINE, () -> cluster.total("hub_gaps_total") > 0);
            Await.until("a slow reader", Load.DEADLINE, () -> cluster.total("hub_queue_overflows_total") > 0);

            assertThatMistakesShow(prometheus);
            for (Dashboard dashboard : dashboards) {
                awaitNumber(prometheus, dashboard.file(), nodes(dashboard));
                for (Panel panel : dashboard.panels()) {
                    panel.expressions()
                            .forEach(expression -> awaitNumber(prometheus, panel.toString(), filled(expression)));
                }
            }
            assertThatAllMetersAreThere(prometheus);
            Await.until("all alerts can be worked out", Load.DEADLINE, () -> prometheus
                    .healthyAlerts()
                    .equals(AlertsIT.names()));
            assertThat(chatter.failure()).isNull();
        }
    }

    /** What a mistake in an expression would look like. */
    private static void assertThatMistakesShow(Prometheus prometheus) {
        assertThat(prometheus.numbers("hub_no_such_meter")).isZero();
        assertThat(prometheus.numbers("vector(0) / 0")).isZero();
        assertThatThrownBy(() -> prometheus.numbers("sum(")).hasMessageContaining("parse error");
    }

    private static void awaitNumber(Prometheus prometheus, String panel, String expression) {
        Await.until(panel + " shows a number: " + expression, Load.DEADLINE, () -> prometheus.numbers(expression) > 0);
    }

    private static String filled(String expression) {
        return expression.replace("$node", ".*").replace("$interval", "5m");
    }

    /** {@code label_values(meter, instance)} as Prometheus' own language has it. */
    private static String nodes(Dashboard dashboard) {
        return dashboard
                .variable("node")
                .path("query")
                .path("query")
                .asString()
                .replaceFirst("label_values\\((\\w+), (\\w+)\\)", "count by ($2) ($1)");
    }

    /** An expression that answers also when nothing is there would hide a name that is wrong. */
    private void assertThatAllMetersAreThere(Prometheus prometheus) {
        Set<String> used = new TreeSet<>();
        dashboards.forEach(dashboard -> dashboard.panels().forEach(panel -> panel.expressions()
                .forEach(text -> used.addAll(Dashboard.metersIn(text)))));
        AlertsIT.expressions().forEach(text -> used.addAll(Dashboard.metersIn(text)));
        assertThat(used).hasSizeGreaterThan(40);
        Await.until(
                () -> {
                    Set<String> missing = new TreeSet<>(used);
                    missing.removeAll(prometheus.meters());
                    return "there is no " + missing;
                },
                Load.DEADLINE,
                () -> prometheus.meters().containsAll(used));
    }

    private static void readTooSlowly(Crowd crowd) {
        crowd.open(
                1,
                i -> Subscription.of(SLOW),
                ReaderOptions.defaults().receiveBufferBytes(8 * 1024).bytesPerSecond(100_000));
        crowd.publisher("burst").publish(ChannelName.client(SLOW), BURST, BURST_BYTES);
    }

    private static void bringARubbishCursor(URI hub) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = http.send(
                    HttpRequest.newBuilder(hub.resolve("/api/sse/connect/lost?lastEventId=rubbish"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            stream.body().close();
            http.shutdownNow();
        }
    }

    /** Somebody who asks and asks, and cancels now and then. */
    private static final class Chatter implements AutoCloseable {
        private static final int CANCEL_EVERY = 10;

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Throwable> failures = new ArrayList<>();
        private final Thread thread;

        private Chatter(List<URI> hubs) {
            this.thread = Thread.ofVirtual().unstarted(() -> ask(hubs));
        }

        static Chatter start(List<URI> hubs) {
            Chatter chatter = new Chatter(hubs);
            chatter.thread.start();
            return chatter;
        }

        private void ask(List<URI> hubs) {
            try {
                for (int i = 0; !stopped.get(); i++) {
                    Asker asker = new Asker("asker-" + i, hubs, new Random(i));
                    String id = asker.ask("r", "Question number " + i + "?");
                    if (i % CANCEL_EVERY == 0) {
                        asker.cancel(id);
                    }
                    Thread.sleep(100);
                }
            } catch (InterruptedException closed) {
                // Only close() interrupts.
            } catch (RuntimeException | AssertionError e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        }

        /** What has stopped it before its time; null for nothing. */
        Throwable failure() {
            synchronized (failures) {
                return failures.isEmpty() ? null : failures.getFirst();
            }
        }

        @Override
        public void close() {
            stopped.set(true);
            thread.interrupt();
        }
    }
}
