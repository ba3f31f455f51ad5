package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.protocol.fixture.MeterPage;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.Forwarder;
import io.ssehub.worker.fixture.WorkerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class WorkerApplicationIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ChatClient chat = new ChatClient();

    private HttpResponse<String> get(ConfigurableApplicationContext worker, String path) throws Exception {
        String port = worker.getEnvironment().getProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private ConfigurableApplicationContext start(int redisPort) {
        return WorkerApplication.application()
                .run(
                        "--server.port=0",
                        "--hub.redis.prefix=" + chat.prefix(),
                        "--hub.redis.command-timeout=30s",
                        "--spring.data.redis.host=127.0.0.1",
                        "--spring.data.redis.port=" + redisPort,
                        "--spring.data.redis.database=" + RedisFixture.uri().getDatabase(),
                        "--worker.scripted.min-pause=0",
                        "--worker.scripted.max-pause=0");
    }

    @Test
    void itWaitsForRedisSaysSoAndIsReadyEverAfter(CapturedOutput output) throws Exception {
        try (Forwarder way = new Forwarder();
                ConfigurableApplicationContext worker = start(way.port())) {
            until(() -> output.getAll().contains("waiting for Redis before taking requests"));
            assertThat(get(worker, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(worker, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            way.open();
            until(() -> get(worker, "/actuator/health/readiness").statusCode() == 200);
            until(() -> output.getAll().contains("taking up to 16 requests at once"));
            way.cut();
            until(() -> output.getAll().contains("commands: connection to Redis lost"));
            assertThat(get(worker, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatItDoesIsCountedWithoutNamingAnybody() throws Exception {
        try (Forwarder way = new Forwarder()) {
            way.open();
            try (ConfigurableApplicationContext worker = start(way.port())) {
                chat.awaitEnd("alice", chat.submit("alice", "hello"));
                chat.awaitNoRequests();
                until(() -> get(worker, "/actuator/prometheus").body().contains("worker_run_seconds_count"));
                assertThat(get(worker, "/actuator/prometheus").body())
                        .contains(
                                "worker_requests_taken_total{kind=\"new\"} 1.0",
                                "worker_requests_in_flight",
                                "worker_concurrency 16.0",
                                "worker_requests_queued",
                                "worker_dead_letters ",
                                "worker_dead_letters_written_total 0.0",
                                "worker_janitor_rounds_total",
                                "worker_janitor_repairs_total{kind=\"running\"} 0.0",
                                "worker_fragments_total",
                                "worker_turns_recalled_total",
                                "worker_first_fragment_seconds_count 1",
                                "worker_run_seconds_count{code=\"stop\",outcome=\"completed\"} 1")
                        .doesNotContain("alice");
                assertThat(MeterPage.shown(get(worker, "/actuator/prometheus").body(), "worker_"))
                        .isEqualTo(MeterPage.documented("Worker"));
                assertThat(get(worker, "/actuator/prometheus").body().lines())
                        .filteredOn(line -> line.startsWith("# HELP worker_"))
                        .as("each has a sentence")
                        .allMatch(line -> line.matches("# HELP \\S+ [A-Z].+\\."));
            }
        }
    }

    @Test
    void aBadPropertyStopsTheStartAndIsNamed(CapturedOutput output) {
        assertThatThrownBy(() -> WorkerUnderTest.start(chat.prefix(), "worker.concurrency=0"))
                .isNotNull();
        assertThat(output).contains("worker.concurrency").contains("must be greater than or equal to 1");
    }

    @Test
    void anUnknownGeneratorStopsTheStartAndTheKnownOnesAreNamed(CapturedOutput output) {
        assertThatThrownBy(() -> WorkerUnderTest.start(chat.prefix(), "worker.generator=oracle"))
                .isNotNull();
        assertThat(output)
                .contains("worker.generator")
                .contains("oracle")
                .contains("controlled, counting, lines, openai, scripted");
    }

    @Test
    void whatTheUserSetsWinsOverTheDefaults() throws IOException {
        try (ConfigurableApplicationContext worker = start(RedisFixture.freePort())) {
            assertThat(worker.getEnvironment().getProperty("server.port")).isEqualTo("0");
            assertThat(worker.getEnvironment().getProperty("spring.main.keep-alive"))
                    .isEqualTo("true");
        }
    }
}
