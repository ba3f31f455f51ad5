package io.ssehub.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stream of probes. */
class DoctorIT {
    private static final String SHORT = "/api/sse/doctor?seconds=2";
    private static final String LONG = "/api/sse/doctor?seconds=2&silence=300";
    /** Has probes to send until the test is over, so that it finds out when its client has gone. */
    private static final String BUSY = "/api/sse/doctor?seconds=60";

    private static final String CHECKS = "hub.doctor.checks";

    private static StreamClient check(HubNode node, String target) {
        return StreamClient.connect(node.port(), target, null);
    }

    private static JsonNode saw(HubNode node, String... headers) {
        try (Http http = Http.send(node.port(), Http.request("GET", LONG, "", "", List.of(headers)))) {
            byte[] first = http.body().readNBytes(40);
            assertThat(new String(first)).startsWith("event: hello\ndata: {");
            StringBuilder line = new StringBuilder(new String(first).split("data: ", 2)[1]);
            for (int next = http.body().read(); next != '\n'; next = http.body().read()) {
                line.append((char) next);
            }
            return new Event("hello", line.toString(), null).json().path("saw");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void probesComeInTheirOrderWithTheirTimesAndThenAReport() {
        try (HubNode node = HubNode.start("hub.node.name=hub-9");
                StreamClient stream = check(node, SHORT + "&silence=1")) {
            List<Event> all = stream.takeRest();
            assertThat(all.getFirst().name()).isEqualTo("hello");
            JsonNode hello = all.getFirst().json();
            assertThat(hello.path("node").asString()).isEqualTo("hub-9");
            assertThat(hello.path("heartbeat").asInt()).isEqualTo(600_000);
            List<JsonNode> probes = all.stream()
                    .filter(event -> event.is("probe"))
                    .map(Event::json)
                    .toList();
            assertThat(probes).hasSize(hello.path("probes").asInt()).hasSize(11);
            assertThat(probes.stream().map(probe -> probe.path("n").asInt()).toList())
                    .isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
            assertThat(probes.stream().map(probe -> probe.path("at").asInt()).toList())
                    .isSorted();
            assertThat(probes.get(9).path("at").asInt())
                    .as("the last before the silence is two seconds and a half after the first event")
                    .isGreaterThanOrEqualTo(2_400);
            assertThat(all.get(11).name()).isEqualTo("silence");
            assertThat(all.getLast().name()).isEqualTo("report");
            assertThat(all.getLast().json().path("probes").asInt()).isEqualTo(11);
            assertThat(all).extracting(Event::id).doesNotContainNull();
            assertThat(node.meter(CHECKS, "answer", "begun")).isEqualTo(1);
        }
    }

    @Test
    void anEventSourceNeverBeginsASecondOne() {
        try (HubNode node = HubNode.start();
                StreamClient stream = check(node, LONG)) {
            stream.await("probe");
            try (StreamClient again = StreamClient.connect(node.port(), LONG, stream.lastId())) {
                assertThat(again.status()).isEqualTo(204);
            }
        }
    }

    @Test
    void itTellsWhatTheNodeSeesAndNothingThatSomebodyWrote() {
        try (HubNode node = HubNode.start()) {
            JsonNode direct = saw(node);
            assertThat(direct.path("protocol").asString()).isEqualTo("HTTP/1.1");
            assertThat(direct.path("scheme").asString()).isEqualTo("http");
            assertThat(direct.path("via")).isEmpty();
            assertThat(direct.path("headers")).isEmpty();

            JsonNode proxied = saw(
                    node,
                    "Via: 2.0 secret-a, HTTP/1.1 secret-b",
                    "Via: 1.0 \"}secret",
                    "X-Forwarded-For: secret",
                    "X-Forwarded-Proto: https",
                    "X-Secret: secret",
                    "Cookie: secret");
            assertThat(proxied.path("via").toString()).isEqualTo("[\"2.0\",\"1.1\",\"1.0\"]");
            assertThat(proxied.path("headers").toString())
                    .isEqualTo("[\"Via\",\"X-Forwarded-For\",\"X-Forwarded-Proto\"]");
            assertThat(proxied.path("scheme").asString()).isEqualTo("https");
            assertThat(saw(node, "X-Forwarded-Proto: \"secret").path("scheme").asString())
                    .isEqualTo("other");
            assertThat(proxied.toString()).doesNotContainIgnoringCase("secret");
        }
    }

    @Test
    void aNodeTakesOnlySoManyAtOnceAndCountsThoseItRefuses() {
        try (HubNode node = HubNode.start("hub.doctor.streams=2");
                StreamClient first = check(node, BUSY);
                StreamClient second = check(node, BUSY)) {
            first.await("hello");
            second.await("hello");
            Answer refused = node.get(SHORT);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("code")).isEqualTo("doctor_busy");
            assertThat(refused.header("Retry-After")).isEqualTo("20");
            assertThat(node.meter(CHECKS, "answer", "refused")).isEqualTo(1);
            first.cut();
            Wait.until(
                    "the place of one that has gone is free",
                    () -> node.get(SHORT).body().contains("event: report"));
        }
    }

    @Test
    void aNodeThatStopsWaitsForNone() {
        StreamClient silent;
        try (HubNode node = HubNode.start()) {
            silent = check(node, LONG);
            silent.await("silence");
        }
        try (silent) {
            assertThat(silent.next().name()).as("before five minutes are over").isEqualTo("disconnected");
        }
    }
}
