package io.ssehub.loadtest.scale;

/**
 * The load a cluster is to bear. All channels fare alike: each has {@code fanOut} readers, and its share of the events.
 *
 * @param connections open at once
 * @param deliveries a second, over all connections
 * @param fanOut readers of a channel; 1: everybody has their own; as many as connections: one channel for all
 * @param channels that a connection listens to
 * @param dataBytes of an event
 * @param overHttp share of the events that is published through the hubs, from 0 to 1; the rest goes straight into Redis
 */
public record Demand(
        double connections, double deliveries, double fanOut, double channels, double dataBytes, double overHttp) {
    public Demand {
        if (connections < 1 || deliveries < 0 || fanOut < 1 || fanOut > connections || channels < 1 || dataBytes < 1) {
            throw new IllegalArgumentException("out of range: connections " + connections + ", deliveries " + deliveries
                    + ", fan-out " + fanOut + ", channels " + channels + ", data bytes " + dataBytes);
        }
        if (overHttp < 0 || overHttp > 1) {
            throw new IllegalArgumentException("a share is 0 to 1: " + overHttp);
        }
    }

    /** Events a second. */
    double events() {
        return deliveries / fanOut;
    }

    /** Channels that have readers. */
    double channelsWithReaders() {
        return connections * channels / fanOut;
    }

    /** Events a second of one channel. */
    double eventsOfAChannel() {
        return events() / channelsWithReaders();
    }

    /** Nodes on which a channel has a reader, if readers are spread evenly over so many. */
    double reach(int nodes) {
        return nodes * (1 - Math.pow(1 - 1.0 / nodes, fanOut));
    }
}
