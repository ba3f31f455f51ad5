package io.ssehub.loadtest.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured: the cost of each thing a node or Redis does. CPU in microseconds, memory and wire in bytes.
 *
 * @param hub of one node
 * @param redis of one primary
 * @param points whole loads that were measured, for the model to be compared with
 */
public record Figures(Hub hub, Redis redis, List<Point> points) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Of one node.
     *
     * @param nodeBytes memory without connections
     * @param connectionBytes memory a connection on which nothing happens
     * @param idleMicros CPU a second of such a connection: heartbeats, looks at its channels
     * @param connectMicros CPU of one that comes, and goes
     * @param eventMicros CPU of an event that comes from Redis, whoever reads it
     * @param deliveryMicros CPU of a delivery
     * @param publishMicros CPU of a publication over HTTP
     * @param checkMicros CPU of a look at the head of a channel that has become quiet
     * @param deliveryBytes what a delivery puts on the wire beside its data
     */
    public record Hub(
            double nodeBytes,
            double connectionBytes,
            double idleMicros,
            double connectMicros,
            double eventMicros,
            double deliveryMicros,
            double publishMicros,
            double checkMicros,
            double deliveryBytes) {}

    /**
     * Of one primary.
     *
     * @param publishMicros CPU of a publication, without handing it on
     * @param forwardMicros CPU of handing it on to one node
     * @param checkMicros the same for Redis, for each node that has a reader
     * @param idleMicros CPU a second of a channel on which nothing happens, for each node that has a reader
     * @param channelBytes memory of a channel without entries
     * @param entryBytes memory of an entry beside its data
     * @param forwardBytes what handing on puts on the wire beside the data
     */
    public record Redis(
            double publishMicros,
            double forwardMicros,
            double checkMicros,
            double idleMicros,
            double channelBytes,
            double entryBytes,
            double forwardBytes) {}

    /**
     * A load that was measured.
     *
     * @param hubCores cores that all nodes together kept busy
     * @param redisCores cores that Redis did
     */
    public record Point(String name, int nodes, Demand demand, double hubCores, double redisCores) {}

    public Figures {
        points = List.copyOf(points);
    }

    /** @throws IllegalArgumentException if something is not there, or still {@code null}, naming all that is */
    public static Figures read(Path file) throws IOException {
        return of(JSON.readTree(Files.readString(file)));
    }

    static Figures of(JsonNode root) {
        List<String> missing = new ArrayList<>();
        Section hub = new Section("hub", root.path("hub"), missing);
        Section redis = new Section("redis", root.path("redis"), missing);
        Figures read = new Figures(
                new Hub(
                        hub.number("nodeBytes"),
                        hub.number("connectionBytes"),
                        hub.number("idleMicros"),
                        hub.number("connectMicros"),
                        hub.number("eventMicros"),
                        hub.number("deliveryMicros"),
                        hub.number("publishMicros"),
                        hub.number("checkMicros"),
                        hub.number("deliveryBytes")),
                new Redis(
                        redis.number("publishMicros"),
                        redis.number("forwardMicros"),
                        redis.number("checkMicros"),
                        redis.number("idleMicros"),
                        redis.number("channelBytes"),
                        redis.number("entryBytes"),
                        redis.number("forwardBytes")),
                points(root.path("points"), missing));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("not measured yet: " + String.join(", ", missing));
        }
        return read;
    }

    private static List<Point> points(JsonNode list, List<String> missing) {
        List<Point> points = new ArrayList<>();
        for (JsonNode node : list) {
            Section point = new Section("points[" + points.size() + "]", node, missing);
            // Whoever leaves out what is not measured may have no valid demand; that is said by what is missing.
            points.add(new Point(
                    node.path("name").asString(""),
                    (int) point.number("nodes"),
                    new Demand(
                            Math.max(1, point.number("connections")),
                            point.number("deliveriesPerSecond"),
                            Math.max(1, point.number("fanOut")),
                            Math.max(1, point.number("channels")),
                            Math.max(1, point.number("dataBytes")),
                            point.number("overHttp")),
                    point.number("hubCores"),
                    point.number("redisCores")));
        }
        return points;
    }

    /** An object of numbers, and where to tell what it lacks. */
    private record Section(String name, JsonNode node, List<String> missing) {
        double number(String field) {
            JsonNode value = node.path(field);
            if (!value.isNumber()) {
                missing.add(name + "." + field);
                return 0;
            }
            return value.doubleValue();
        }
    }
}
