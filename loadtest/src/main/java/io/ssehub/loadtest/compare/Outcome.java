package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one run of the load has found, read from its JSON. */
record Outcome(JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TO_READER = "publication due → reader";
    private static final double MICROS = 1e6;

    static Outcome read(Path file) throws IOException {
        return new Outcome(JSON.readTree(Files.readString(file)));
    }

    boolean holds() {
        return root.path("holds").asBoolean(false);
    }

    /** Busy, not merely late: on cores of its own the load is late only when it is busy, or when its server is. */
    boolean isLoadBusy() {
        JsonNode load = root.path("load");
        return load.path("processShare").asDouble(0) > 0.8
                || load.path("readerShare").asDouble(0) > 0.8;
    }

    double loadShare() {
        return root.path("load").path("processShare").asDouble(0);
    }

    double deliveredPerSecond() {
        return root.path("delivered").asDouble(0) / root.path("measuredSeconds").asDouble(1);
    }

    double publishedPerSecond() {
        return root.path("published").asDouble(0) / root.path("measuredSeconds").asDouble(1);
    }

    double cpuPerDeliveryMicros() {
        return MICROS
                * (server("userSeconds") + server("systemSeconds"))
                / root.path("delivered").asDouble(0);
    }

    double userPerDeliveryMicros() {
        return MICROS * server("userSeconds") / root.path("delivered").asDouble(0);
    }

    double cpuPerEventMicros() {
        return MICROS
                * (server("userSeconds") + server("systemSeconds"))
                / root.path("published").asDouble(0);
    }

    double p50Millis() {
        return root.path("timings").path(TO_READER).path("p50").asDouble(Double.NaN);
    }

    double p99Millis() {
        return root.path("timings").path(TO_READER).path("p99").asDouble(Double.NaN);
    }

    /** Of all processes but Redis, which knows nothing of connections. */
    double memoryPerConnectionKilobytes(int readers) {
        double bytes = 0;
        for (JsonNode server : root.path("servers")) {
            if (!server.path("role").asString("").equals("redis")) {
                bytes += server.path("rssAfter").asDouble(0)
                        - server.path("rssBefore").asDouble(0);
            }
        }
        return bytes / 1024 / readers;
    }

    double figure(String name) {
        return root.path("figures").path(name).path("value").asDouble(Double.NaN);
    }

    String firstProblem() {
        for (JsonNode check : root.path("checks")) {
            if (!check.path("holds").asBoolean(true)) {
                return check.path("name").asString("") + ": "
                        + check.path("detail").asString("");
            }
        }
        return "";
    }

    double serverCores() {
        return (server("userSeconds") + server("systemSeconds")) / seconds();
    }

    double eventsPerHubSecond() {
        return root.path("published").asDouble(0) / (cores("hub") * seconds());
    }

    double seconds() {
        return root.path("measuredSeconds").asDouble(1);
    }

    /** Cores that all processes of a role kept busy. */
    double cores(String role) {
        return sum(role, "userSeconds") / seconds() + sum(role, "systemSeconds") / seconds();
    }

    double bytesBefore(String role) {
        return sum(role, "rssBefore");
    }

    double bytesAfter(String role) {
        return sum(role, "rssAfter");
    }

    private double sum(String role, String field) {
        double sum = 0;
        for (JsonNode server : root.path("servers")) {
            if (server.path("role").asString("").equals(role)) {
                sum += server.path(field).asDouble(0);
            }
        }
        return sum;
    }

    private double server(String field) {
        double sum = 0;
        for (JsonNode server : root.path("servers")) {
            sum += server.path(field).asDouble(0);
        }
        return sum;
    }
}
