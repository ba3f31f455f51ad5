package io.ssehub.loadtest.watch;

import io.ssehub.loadtest.latency.LatencySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at a run once a second, and at its measured time as a whole. */
public final class Watch implements AutoCloseable {
    /*
     * Threads: one timer looks; begin and end are called by whoever plays the scenario. One monitor guards all.
     */
    private static final double NANOS = 1e9;

    private final Gauges gauges;
    private final Servers servers;
    private final Consumer<Sample> viewer;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-watch").factory());

    // Guarded by this.
    private final List<Sample> samples = new ArrayList<>();
    private long lastNanos = startNanos;
    private long lastPublished;
    private long lastDelivered;
    private long lastCpu = OwnUse.cpuNanos();
    private double lastServerCpu;

    private long measuredFromNanos = startNanos;
    private long measuredCpu = lastCpu;
    private long measuredReader;
    private double processShare;
    private double readerShare;
    private double measuredSeconds;
    private LatencySummary loopDelay;
    private LatencySummary lateness;

    /** @param viewer shown each second as it has passed */
    public Watch(Gauges gauges, Servers servers, Consumer<Sample> viewer) {
        this.gauges = gauges;
        this.servers = servers;
        this.viewer = viewer;
        this.lastServerCpu = servers.cpuSeconds();
        this.loopDelay = gauges.loopDelays().take();
        this.lateness = gauges.lateness().get();
        timer.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        Sample sample;
        synchronized (this) {
            long now = System.nanoTime();
            double seconds = (now - lastNanos) / NANOS;
            long published = gauges.published().getAsLong();
            long delivered = gauges.delivered().getAsLong();
            long cpu = OwnUse.cpuNanos();
            double serverCpu = servers.cpuSeconds();
            LatencySummary delays = gauges.loopDelays().take();
            sample = new Sample(
                    (now - startNanos) / NANOS,
                    (published - lastPublished) / seconds,
                    (delivered - lastDelivered) / seconds,
                    gauges.open().getAsLong(),
                    gauges.latency().get(),
                    (cpu - lastCpu) / NANOS / seconds / OwnUse.cores(),
                    delays.p99().toNanos() / 1e6,
                    Math.max(0, serverCpu - lastServerCpu) / seconds,
                    servers.rssBytes());
            samples.add(sample);
            lastNanos = now;
            lastPublished = published;
            lastDelivered = delivered;
            lastCpu = cpu;
            lastServerCpu = serverCpu;
        }
        viewer.accept(sample);
    }

    /** Seconds since the run began. */
    public double second() {
        return (System.nanoTime() - startNanos) / NANOS;
    }

    /** The measured time begins. */
    public synchronized void begin() {
        measuredFromNanos = System.nanoTime();
        measuredCpu = OwnUse.cpuNanos();
        measuredReader = gauges.busiestReaderNanos().getAsLong();
        gauges.loopDelays().reset();
        lateness = gauges.lateness().get();
        servers.start();
    }

    /** The measured time is over. */
    public synchronized void end() {
        servers.end();
        double nanos = System.nanoTime() - measuredFromNanos;
        measuredSeconds = nanos / NANOS;
        processShare = (OwnUse.cpuNanos() - measuredCpu) / nanos / OwnUse.cores();
        readerShare = (gauges.busiestReaderNanos().getAsLong() - measuredReader) / nanos;
        loopDelay = gauges.loopDelays().total();
        lateness = gauges.lateness().get();
    }

    public synchronized double measuredSeconds() {
        return measuredSeconds;
    }

    /** How hard this process worked in the measured time. */
    public synchronized LoadUse loadUse() {
        return new LoadUse(processShare, readerShare, loopDelay, lateness);
    }

    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
