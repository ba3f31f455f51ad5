package io.ssehub.loadtest.scale;

/**
 * What there is to run a cluster on, and how it is set.
 *
 * @param nodeCores of one hub node
 * @param nodeBytes memory of one hub node
 * @param nodeBits network of one hub node, a second
 * @param nodeConnections most connections of one node, {@code hub.connect.max-connections}
 * @param redisBytes memory of one Redis
 * @param redisBits network of one Redis, a second
 * @param busy share of all that which may be used in ordinary times, from 0 to 1
 */
public record Hardware(
        double nodeCores,
        double nodeBytes,
        double nodeBits,
        double nodeConnections,
        double redisBytes,
        double redisBits,
        double busy) {
    public Hardware {
        if (nodeCores <= 0 || nodeBytes <= 0 || nodeBits <= 0 || nodeConnections < 1) {
            throw new IllegalArgumentException("out of range: a node of " + nodeCores + " cores, " + nodeBytes
                    + " bytes, " + nodeBits + " bits a second, " + nodeConnections + " connections");
        }
        if (redisBytes <= 0 || redisBits <= 0 || busy <= 0 || busy > 1) {
            throw new IllegalArgumentException(
                    "out of range: a Redis of " + redisBytes + " bytes, " + redisBits + " bits a second; busy " + busy);
        }
    }
}
