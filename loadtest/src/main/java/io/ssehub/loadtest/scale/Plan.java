package io.ssehub.loadtest.scale;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What a demand needs: nodes and Redis shards, by each limit, the hardest first. */
public final class Plan {
    /** More than anybody runs; beyond it a limit counts as one that no number of nodes gets over. */
    private static final int MOST_NODES = 1 << 20;

    /**
     * A limit, and how many it takes to keep within it.
     *
     * @param needed empty if no number is enough
     */
    public record Limit(String name, Optional<Integer> needed) {}

    private final Model model;
    private final Hardware hardware;
    private final List<Limit> hubs;
    private final List<Limit> shards;

    public Plan(Figures figures, Demand demand, Retention retention, Hardware hardware) {
        this.model = new Model(figures, demand, retention);
        this.hardware = hardware;
        double busy = hardware.busy();
        this.hubs = hardestFirst(List.of(
                new Limit("connections", fewest(n -> demand.connections() / n <= hardware.nodeConnections())),
                new Limit("CPU", fewest(n -> model.hubCores(n) / n <= busy * hardware.nodeCores())),
                new Limit("memory", fewest(n -> model.hubBytes(n) <= busy * hardware.nodeBytes())),
                new Limit("network", fewest(n -> model.hubBits(n) <= busy * hardware.nodeBits()))));
        int nodes = nodes().orElse(1);
        this.shards = hardestFirst(List.of(
                new Limit("CPU", shards(model.redisCores(nodes) / busy)),
                new Limit("memory", shards(model.redisBytes() / busy / hardware.redisBytes())),
                new Limit("network", shards(model.redisBits(nodes) / busy / hardware.redisBits()))));
    }

    private static List<Limit> hardestFirst(List<Limit> limits) {
        return limits.stream()
                .sorted(Comparator.comparingInt((Limit limit) -> -limit.needed().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    private static Optional<Integer> shards(double share) {
        return Optional.of(Math.max(1, (int) Math.ceil(share)));
    }

    /** The least number that is enough; what a node has to do only gets less with more of them. */
    private static Optional<Integer> fewest(IntPredicate enough) {
        if (!enough.test(MOST_NODES)) {
            return Optional.empty();
        }
        int low = 1;
        int high = MOST_NODES;
        while (low < high) {
            int middle = (low + high) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(low);
    }

    /** Of hub nodes. */
    public List<Limit> hubs() {
        return hubs;
    }

    /** Of Redis, with as many nodes as are needed. */
    public List<Limit> shards() {
        return shards;
    }

    /** Hub nodes that keep within every limit; empty if there is no such number. */
    public Optional<Integer> nodes() {
        return hubs.getFirst().needed();
    }

    /** How long the other nodes take to let in those of one that died, with the CPU they have to spare. */
    public double returnSeconds() {
        int nodes = nodes().orElse(1);
        double spare = Math.max(1, nodes - 1) * hardware.nodeCores() * (1 - hardware.busy());
        return spare == 0 ? Double.POSITIVE_INFINITY : model.returnSeconds(nodes) / spare;
    }

    Model model() {
        return model;
    }
}
