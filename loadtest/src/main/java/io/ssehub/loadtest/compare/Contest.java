package io.ssehub.loadtest.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is compared: the same load on two sides, and the numbers that count. */
public enum Contest {
    /** One channel, many readers; nothing but the way out. */
    BROADCAST(Side.HUB, Side.NCHAN, "broadcast", 4000, 25),
    /** A channel a reader, over Redis. */
    PERSONAL(Side.HUB, Side.NCHAN_REDIS, "tokens", 5000, 1500),
    /** The same, with the hub's events published straight through Redis. */
    PERSONAL_JAVA(Side.HUB_JAVA, Side.NCHAN_REDIS, "tokens", 5000, 1500),
    /** What a connection costs on which nothing happens. */
    IDLE(Side.HUB, Side.NCHAN, "idle", 15000, 0),
    /** All are cut, and come back, for the second time. */
    STORM(Side.HUB, Side.NCHAN_REDIS, "storm", 15000, 0),
    /** The most deliveries of one channel, by ever higher rates. */
    BROADCAST_PEAK(Side.HUB, Side.NCHAN, "broadcast", 4000, 10),
    /** The most personal events over Redis, by ever higher rates. */
    PERSONAL_PEAK(Side.HUB, Side.NCHAN_REDIS, "tokens", 5000, 500),
    /** The same, with the hub's events published straight through Redis. */
    PERSONAL_PEAK_JAVA(Side.HUB_JAVA, Side.NCHAN_REDIS, "tokens", 5000, 500),
    /** What a second node costs at the same load. */
    TWO_NODES(Side.TWO_HUBS, Side.HUB_JAVA, "tokens", 4000, 1500),
    /** What three more do. */
    FOUR_NODES(Side.FOUR_HUBS, Side.HUB_JAVA, "tokens", 4000, 1500);

    /** Connections of a first act, after which a server has loaded its code. */
    private static final int REHEARSAL = 1000;

    /** Who does nothing is looked at for longer. */
    private static final int IDLE_TIMES = 3;

    private final Side ours;
    private final Side other;
    private final String scenario;
    private final int readers;
    private final int rate;

    Contest(Side ours, Side other, String scenario, int readers, int rate) {
        this.ours = ours;
        this.other = other;
        this.scenario = scenario;
        this.readers = readers;
        this.rate = rate;
    }

    Side ours() {
        return ours;
    }

    Side other() {
        return other;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean isPeak() {
        return this == BROADCAST_PEAK || this == PERSONAL_PEAK || this == PERSONAL_PEAK_JAVA;
    }

    /** A storm is over in a second in which the load side has nothing to spare; its time is then a bound from above. */
    boolean countsWithBusyLoad() {
        return this == STORM;
    }

    int readers(double scale) {
        return Math.max(1, (int) Math.round(readers * scale));
    }

    int rate() {
        return rate;
    }

    /** The command line of the load, but for its target. */
    List<String> load(double scale, double perSecond, int seconds, int warmUpSeconds) {
        List<String> arguments = new ArrayList<>(List.of(scenario));
        arguments.addAll(List.of("--readers", Integer.toString(readers(scale))));
        arguments.addAll(List.of("--rate", Double.toString(perSecond)));
        arguments.addAll(List.of("--warm-up", warmUpSeconds + "s"));
        arguments.addAll(List.of("--duration", (this == IDLE ? IDLE_TIMES * seconds : seconds) + "s"));
        if (isPeak()) {
            // So many that publications wait for the server, not for each other.
            arguments.addAll(List.of("--publish-connections", "64"));
        }
        if (this == IDLE) {
            String rehearsal = Integer.toString((int) Math.ceil(REHEARSAL * scale));
            arguments.addAll(List.of("--gc", "--silence", "0", "--rehearse", rehearsal));
        }
        if (this == STORM) {
            arguments.addAll(List.of("--rehearse", "1"));
        }
        return arguments;
    }

    List<Metric> metrics(double scale) {
        return switch (this) {
            case BROADCAST ->
                List.of(
                        new Metric("server CPU a delivery", "µs", Outcome::cpuPerDeliveryMicros),
                        new Metric("of it in its own code", "µs", Outcome::userPerDeliveryMicros),
                        new Metric("p50 to a reader", "ms", Outcome::p50Millis),
                        new Metric("p99 to a reader", "ms", Outcome::p99Millis));
            case PERSONAL, PERSONAL_JAVA ->
                List.of(
                        new Metric("CPU of all servers an event", "µs", Outcome::cpuPerEventMicros),
                        new Metric("p50 to the reader", "ms", Outcome::p50Millis),
                        new Metric("p99 to the reader", "ms", Outcome::p99Millis));
            case IDLE ->
                List.of(new Metric(
                        "memory a connection", "KB", outcome -> outcome.memoryPerConnectionKilobytes(readers(scale))));
            case STORM ->
                List.of(new Metric(
                        "from the last TCP connect until all were live",
                        "s",
                        outcome -> outcome.figure("from the last TCP connect until all were live")));
            case TWO_NODES, FOUR_NODES ->
                List.of(
                        new Metric("CPU of all hubs", "events a second of it", Outcome::eventsPerHubSecond),
                        new Metric("CPU of all servers", "cores", Outcome::serverCores));
            case BROADCAST_PEAK -> List.of(new Metric("most deliveries", "/s", Outcome::deliveredPerSecond));
            case PERSONAL_PEAK, PERSONAL_PEAK_JAVA ->
                List.of(new Metric("most events", "/s", Outcome::publishedPerSecond));
        };
    }
}
