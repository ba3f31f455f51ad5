package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What hubs and their Redis have counted since they were started.
 *
 * @param delivered events that hubs have sent to readers
 * @param deliveredBytes what these were on the wire
 * @param redisSent bytes that Redis has sent
 * @param redisMemory bytes that Redis uses now
 */
record Counters(double delivered, double deliveredBytes, double redisSent, double redisMemory) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Counters read(List<String> hubs, int redisPort) throws IOException, InterruptedException {
        double delivered = 0;
        double bytes = 0;
        // Any of them knows of all.
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI cluster = URI.create(hubs.getFirst() + "/api/sse/cluster");
            String said = http.send(HttpRequest.newBuilder(cluster).build(), BodyHandlers.ofString())
                    .body();
            for (JsonNode node : JSON.readTree(said).path("nodes")) {
                delivered += node.path("delivered").asDouble(0);
                bytes += node.path("bytes").asDouble(0);
            }
        }
        String info = info(redisPort);
        return new Counters(delivered, bytes, field(info, "total_net_output_bytes"), field(info, "used_memory"));
    }

    /** Without a driver: an inline command, and the connection is closed behind its answer. */
    private static String info(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static double field(String info, String name) {
        Matcher found =
                Pattern.compile("^" + name + ":(\\d+)", Pattern.MULTILINE).matcher(info);
        if (!found.find()) {
            throw new IllegalStateException("Redis does not tell " + name);
        }
        return Double.parseDouble(found.group(1));
    }

    Counters minus(Counters before) {
        return new Counters(
                delivered - before.delivered,
                deliveredBytes - before.deliveredBytes,
                redisSent - before.redisSent,
                redisMemory - before.redisMemory);
    }
}
