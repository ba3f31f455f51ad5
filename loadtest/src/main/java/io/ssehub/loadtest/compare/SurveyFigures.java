package io.ssehub.loadtest.compare;

import io.ssehub.loadtest.scale.Retention;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Costs of single things, out of a survey's runs, as {@code docs/scaling.md} says. */
final class SurveyFigures {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double MICROS = 1e6;

    /** Nodes of {@link Sounding#FOUR} beyond the first. */
    private static final int MORE_NODES = 3;

    /** Whole loads for the model to be compared with; the last two went into none of the figures. */
    private static final List<Sounding> POINTS =
            List.of(Sounding.BROADCAST, Sounding.MANY, Sounding.HTTP, Sounding.MANY_ON_TWO, Sounding.MANY_ON_FOUR);

    private final Map<Sounding, Sounded> found;
    private final double scale;

    SurveyFigures(Map<Sounding, Sounded> found, double scale) {
        this.found = found;
        this.scale = scale;
    }

    String json(String machine) {
        ObjectNode root = JSON.createObjectNode();
        root.put("measuredOn", machine);
        hub(root.putObject("hub"));
        redis(root.putObject("redis"));
        ArrayNode points = root.putArray("points");
        POINTS.forEach(point -> point(points.addObject(), point));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private void hub(ObjectNode hub) {
        Outcome memory = outcome(Sounding.MEMORY);
        Outcome coming = outcome(Sounding.COMING);
        double delivery = MICROS
                * coresOf("hub", Sounding.BROADCAST)
                / outcome(Sounding.BROADCAST).deliveredPerSecond();
        double fewChannels = looks(Sounding.FEW) * look("hub") / events(Sounding.FEW);
        Counters sent = counted(Sounding.BROADCAST);
        hub.put("nodeBytes", memory.bytesBefore("hub"));
        hub.put(
                "connectionBytes",
                (memory.bytesAfter("hub") - memory.bytesBefore("hub")) / Sounding.MEMORY.readers(scale));
        hub.put("idleMicros", idle("hub"));
        hub.put("connectMicros", MICROS * coming.cores("hub") * coming.seconds() / coming.figure("visitors"));
        hub.put("eventMicros", least(each("hub", Sounding.FEW) - delivery - fewChannels));
        hub.put("deliveryMicros", delivery);
        hub.put("publishMicros", least(each("hub", Sounding.HTTP) - each("hub", Sounding.MANY)));
        hub.put("checkMicros", look("hub"));
        hub.put("deliveryBytes", sent.deliveredBytes() / sent.delivered() - Sounding.BYTES);
    }

    private void redis(ObjectNode redis) {
        double forward = least((each("redis", Sounding.FOUR) - each("redis", Sounding.ONE)) / MORE_NODES);
        int many = Sounding.MANY.readers(scale);
        int few = Sounding.FEW.readers(scale);
        double channel = least((used(Sounding.MANY) - used(Sounding.FEW)) / (many - few));
        Counters counted = counted(Sounding.MANY);
        redis.put("publishMicros", least(each("redis", Sounding.ONE) - forward));
        redis.put("forwardMicros", forward);
        redis.put("checkMicros", look("redis"));
        redis.put("idleMicros", idle("redis"));
        redis.put("channelBytes", channel);
        redis.put(
                "entryBytes",
                least((used(Sounding.FEW) - few * channel)
                                / counted(Sounding.FEW).delivered()
                        - Sounding.BYTES));
        redis.put("forwardBytes", counted.redisSent() / counted.delivered() - Sounding.BYTES);
    }

    private void point(ObjectNode point, Sounding sounding) {
        Outcome outcome = outcome(sounding);
        point.put("name", sounding.title());
        point.put("nodes", sounding.side().hubs());
        point.put("connections", sounding.readers(scale));
        point.put("deliveriesPerSecond", outcome.deliveredPerSecond());
        point.put("fanOut", sounding.isBroadcast() ? sounding.readers(scale) : 1);
        point.put("channels", 1);
        point.put("dataBytes", Sounding.BYTES);
        point.put("overHttp", sounding.side().isPublishedStraight() ? 0 : 1);
        point.put("hubCores", outcome.cores("hub"));
        point.put("redisCores", outcome.cores("redis"));
    }

    /** CPU a second of a connection on which nothing happens. */
    private double idle(String role) {
        return MICROS * coresOf(role, Sounding.QUIET) / Sounding.QUIET.readers(scale);
    }

    /** CPU of a look at a channel's head: what more channels, each more often quiet, cost at the same number of events. */
    private double look(String role) {
        double more = coresOf(role, Sounding.MANY) - coresOf(role, Sounding.FEW);
        return least(MICROS * more / (looks(Sounding.MANY) - looks(Sounding.FEW)));
    }

    /** Looks a second at heads of channels, of which every reader has one. */
    private double looks(Sounding sounding) {
        int channels = sounding.readers(scale);
        return channels * Retention.looks(events(sounding) / channels);
    }

    /** CPU an event. */
    private double each(String role, Sounding sounding) {
        return MICROS * coresOf(role, sounding) / events(sounding);
    }

    private double events(Sounding sounding) {
        return outcome(sounding).publishedPerSecond();
    }

    private double coresOf(String role, Sounding sounding) {
        return outcome(sounding).cores(role);
    }

    private double used(Sounding sounding) {
        return counted(sounding).redisMemory();
    }

    private Outcome outcome(Sounding sounding) {
        return Objects.requireNonNull(found.get(sounding)).outcome();
    }

    private Counters counted(Sounding sounding) {
        return Objects.requireNonNull(found.get(sounding)).counted();
    }

    /** Differences of what is nearly the same may come out below nothing. */
    private static double least(double difference) {
        return Math.max(0, difference);
    }
}
