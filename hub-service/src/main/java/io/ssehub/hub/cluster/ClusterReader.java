package io.ssehub.hub.cluster;

import io.ssehub.hub.cluster.ClusterView.Node;
import io.ssehub.hub.cluster.ClusterView.Queue;
import io.ssehub.hub.cluster.ClusterView.Worker;
import io.ssehub.protocol.lease.Lease;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.request.Backlog;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads who is there: a few questions to Redis, however many nodes there are; none of them is asked itself. */
final class ClusterReader {
    private static final Logger log = LoggerFactory.getLogger(ClusterReader.class);

    /** What a worker says of itself. */
    record WorkerReport(
            @Nullable String version,
            @Nullable Instant since,
            int running,
            int capacity,
            @Nullable String history) {}

    private final Leases nodes;
    private final Leases workers;
    private final RequestQueue queue;

    ClusterReader(Leases nodes, Leases workers, RequestQueue queue) {
        this.nodes = nodes;
        this.workers = workers;
        this.queue = queue;
    }

    CompletionStage<ClusterView> read() {
        CompletableFuture<List<Lease>> hubs = nodes.all().toCompletableFuture();
        CompletableFuture<List<Lease>> others = workers.all().toCompletableFuture();
        CompletableFuture<Backlog> backlog = queue.backlog().toCompletableFuture();
        return CompletableFuture.allOf(hubs, others, backlog)
                .thenApply(all -> view(hubs.join(), others.join(), backlog.join()));
    }

    private static ClusterView view(List<Lease> hubs, List<Lease> others, Backlog backlog) {
        return new ClusterView(
                readable(hubs, ClusterReader::node)
                        .sorted(Comparator.comparing(
                                        (Node node) -> node.report().name())
                                .thenComparing(node -> node.report().node()))
                        .toList(),
                readable(others, ClusterReader::worker)
                        .sorted(Comparator.comparing(Worker::worker))
                        .toList(),
                new Queue(backlog.waiting(), backlog.oldest().toMillis()));
    }

    /** What a process of a very different version says may not be understood; then it is left out. */
    private static <T> Stream<T> readable(List<Lease> leases, Function<Lease, T> read) {
        return leases.stream().flatMap(lease -> {
            try {
                return Optional.of(read.apply(lease)).stream();
            } catch (ClusterJson.UnreadableException e) {
                log.debug("what {} says of itself cannot be read", lease.holder(), e);
                return Stream.empty();
            }
        });
    }

    private static Node node(Lease lease) {
        return new Node(ClusterJson.read(lease.record(), NodeReport.class), lease.seen());
    }

    private static Worker worker(Lease lease) {
        WorkerReport report = ClusterJson.read(lease.record(), WorkerReport.class);
        return new Worker(
                lease.holder(),
                Objects.requireNonNullElse(report.version, ""),
                report.since,
                report.running,
                report.capacity,
                Objects.requireNonNullElse(report.history, ""),
                lease.seen());
    }
}
