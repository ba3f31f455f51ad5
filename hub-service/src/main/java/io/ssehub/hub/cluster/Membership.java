package io.ssehub.hub.cluster;

import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.redis.RedisLink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** This node's place among those that are there: said again every few seconds, with how it fares, until it leaves. */
public final class Membership {
    /*
     * Threads: the timer's ticks, and whoever stops the node. The monitor keeps a renewal from coming after the leave; both
     * go over one connection, in that order.
     */
    private static final long LEAVE_MILLIS = 3_000;

    private final String self;
    private final Leases nodes;
    private final RedisLink link;
    private final Reporter reporter;
    private final ClusterMeters meters;
    private final LongSupplier nanoClock;

    // Guarded by this.
    private @Nullable Long saidNanos;
    private boolean left;

    Membership(
            String self,
            Leases nodes,
            RedisLink link,
            Reporter reporter,
            ClusterMeters meters,
            LongSupplier nanoClock) {
        this.self = self;
        this.nodes = nodes;
        this.link = link;
        this.reporter = reporter;
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** To be called about once a second: renews the lease when that is due, or has failed. */
    public void tick() {
        long now = nanoClock.getAsLong();
        synchronized (this) {
            // Ticks come a little early or late.
            boolean due = saidNanos == null || now - saidNanos >= Leases.RENEWAL.toNanos() / 4 * 3;
            if (!due || left || !link.isUp()) {
                return;
            }
            saidNanos = now;
            nodes.renew(self, ClusterJson.write(reporter.report())).whenComplete(this::onRenewed);
        }
    }

    private void onRenewed(@Nullable Long there, @Nullable Throwable failure) {
        if (there != null) {
            meters.nodes(Math.toIntExact(there));
        } else {
            synchronized (this) {
                saidNanos = null;
            }
        }
    }

    /** Takes the node out, at once; after this it does not come back. */
    public void leave() {
        CompletionStage<Void> dropped;
        synchronized (this) {
            left = true;
            dropped = nodes.drop(self);
        }
        // Redis is let go of next. If it is away, the lease ends by itself.
        CompletableFuture<Void> said =
                dropped.toCompletableFuture().completeOnTimeout(null, LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        said.exceptionally(away -> null).join();
    }
}
