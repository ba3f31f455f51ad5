package io.ssehub.loadtest.scale;

/**
 * What a load costs on so many nodes: the sum of what each thing costs, times how often it happens. That the costs of a
 * thing do not depend on how much else goes on is its one assumption, which measured points put to the test.
 */
public final class Model {
    private static final double MICROS = 1e6;
    private static final double BITS = 8;

    private final Figures.Hub hub;
    private final Figures.Redis redis;
    private final Demand demand;
    private final Retention retention;

    public Model(Figures figures, Demand demand, Retention retention) {
        this.hub = figures.hub();
        this.redis = figures.redis();
        this.demand = demand;
        this.retention = retention;
    }

    /** Cores that all nodes together keep busy. */
    public double hubCores(int nodes) {
        double arrivals = demand.connections() / Retention.CONNECTION.toSeconds();
        return (demand.connections() * (1 - active()) * hub.idleMicros()
                        + arrivals * hub.connectMicros()
                        + demand.deliveries() * hub.deliveryMicros()
                        + received(nodes) * hub.eventMicros()
                        + demand.events() * demand.overHttp() * hub.publishMicros()
                        + looks(nodes) * hub.checkMicros())
                / MICROS;
    }

    /** Memory of one node. */
    double hubBytes(int nodes) {
        double eventBytes = demand.dataBytes() + hub.deliveryBytes();
        double tails = places(nodes) * Retention.tailBytes(demand.eventsOfAChannel(), eventBytes);
        return hub.nodeBytes() + (demand.connections() * hub.connectionBytes() + tails) / nodes;
    }

    /** Network of one node, out or in, whichever is more. */
    double hubBits(int nodes) {
        double out = demand.deliveries() * (demand.dataBytes() + hub.deliveryBytes());
        double in = received(nodes) * (demand.dataBytes() + redis.forwardBytes());
        return BITS * Math.max(out, in) / nodes;
    }

    /** Cores that all of Redis keeps busy; one primary has one. */
    public double redisCores(int nodes) {
        return (demand.events() * redis.publishMicros()
                        + received(nodes) * redis.forwardMicros()
                        + looks(nodes) * redis.checkMicros()
                        + places(nodes) * (1 - active()) * redis.idleMicros())
                / MICROS;
    }

    double redisBytes() {
        double entries = retention.entries(demand.eventsOfAChannel());
        return demand.channelsWithReaders()
                * (redis.channelBytes() + entries * (demand.dataBytes() + redis.entryBytes()));
    }

    /** What Redis sends. */
    double redisBits(int nodes) {
        return BITS * received(nodes) * (demand.dataBytes() + redis.forwardBytes());
    }

    /** CPU seconds it takes to let in those that one of so many nodes had, when it dies. */
    double returnSeconds(int nodes) {
        return demand.connections() / nodes * hub.connectMicros() / MICROS;
    }

    /** Events a second that nodes get from Redis, all nodes together. */
    private double received(int nodes) {
        return demand.events() * demand.reach(nodes);
    }

    /** Channels on nodes, each counted on every node that has a reader of it. */
    private double places(int nodes) {
        return demand.channelsWithReaders() * demand.reach(nodes);
    }

    /** Looks a second at heads of channels, of all nodes together. */
    private double looks(int nodes) {
        return places(nodes) * Retention.looks(demand.eventsOfAChannel());
    }

    /** Share of the channels that have had an event just now, and so need no heartbeats. */
    private double active() {
        return Retention.activeShare(demand.eventsOfAChannel());
    }
}
