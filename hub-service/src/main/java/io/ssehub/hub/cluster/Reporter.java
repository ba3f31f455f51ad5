package io.ssehub.hub.cluster;

import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Sessions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says how this node fares: its counters, and what they have moved by since it was last asked. Asked by one thread. */
final class Reporter {
    private static final double MICROS_PER_MILLI = 1_000;

    /** Who the node is, and what all nodes should have in common. */
    record Identity(NodeId id, NodeName name, String version, Instant since, String history) {}

    private final Identity identity;
    private final Sessions sessions;
    private final NodeCounts counts;
    private final NodeService service;
    private final LongSupplier nanoClock;

    private NodeCounts.Totals last;
    private long lastNanos;

    Reporter(Identity identity, Sessions sessions, NodeCounts counts, NodeService service, LongSupplier nanoClock) {
        this.identity = identity;
        this.sessions = sessions;
        this.counts = counts;
        this.service = service;
        this.nanoClock = nanoClock;
        this.last = counts.totals();
        this.lastNanos = nanoClock.getAsLong();
    }

    NodeReport report() {
        NodeCounts.Totals totals = counts.totals();
        long now = nanoClock.getAsLong();
        double seconds = Math.max(1, now - lastNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        Optional<NodeCounts.Delivery> delivery = counts.takeDelivery();
        Sessions.Census census = sessions.census();
        NodeReport report = new NodeReport(
                identity.id.value(),
                identity.name.value(),
                identity.version,
                identity.since,
                sessions.count(),
                census.behind(),
                TimeUnit.NANOSECONDS.toMillis(census.longestBehindNanos()),
                counts.channels(),
                rate(totals.received() - last.received(), seconds),
                rate(totals.delivered() - last.delivered(), seconds),
                rate(totals.bytes() - last.bytes(), seconds),
                totals.opened(),
                totals.ended(),
                totals.received(),
                totals.delivered(),
                totals.bytes(),
                delivery.map(NodeCounts.Delivery::p50Millis)
                        .map(Reporter::rounded)
                        .orElse(null),
                delivery.map(NodeCounts.Delivery::p99Millis)
                        .map(Reporter::rounded)
                        .orElse(null),
                census.queueBytes(),
                service.isDraining(),
                service.isReady(),
                identity.history);
        last = totals;
        lastNanos = now;
        return report;
    }

    private static double rate(long change, double seconds) {
        return rounded(change / seconds);
    }

    /** What people read needs no more digits. */
    private static double rounded(double value) {
        return Math.round(value * MICROS_PER_MILLI) / MICROS_PER_MILLI;
    }
}
