package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.LoopWatch;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.judge.Judge;
import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.publish.Pacer;
import io.ssehub.loadtest.publish.Sender;
import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.loadtest.watch.Gauges;
import io.ssehub.loadtest.watch.Watch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a scenario is played: readers, publishers, the judge between them, and the time that is measured. */
public final class Stage implements AutoCloseable {
    /*
     * Threads: one plays the scenario and calls everything here; the watch asks for counts from its own.
     */

    /** So many may be on their way to a welcome; more at once would measure the queue before the server's accept. */
    private static final int MOST_CONNECTING = 500;

    private static final int OK = 200;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** For servers that do not say when a connection listens. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(1);

    private final Setup setup;
    private final Judge judge = new Judge();
    private final SseClient client;
    private final LoopWatch loops;
    private final List<Crowd> crowds = new CopyOnWriteArrayList<>();
    private final List<Pacer> pacers = new CopyOnWriteArrayList<>();
    private final Watch watch;
    private final Findings findings;
    private @Nullable Sender sender;
    private volatile @Nullable Crowd timed;
    private long publishedAtStart;
    private long deliveredAtStart;
    private boolean served;

    public Stage(Setup setup) {
        this.setup = setup;
        this.client = new SseClient(
                ReaderOptions.defaults(),
                setup.means().readerThreads(),
                setup.means().sources());
        this.loops = client.watch();
        setup.servers().beforeReaders();
        this.watch = new Watch(
                new Gauges(
                        this::published,
                        this::deliveries,
                        () -> crowds.stream().mapToLong(Crowd::listening).sum(),
                        () -> liveTimes().take(),
                        loops.delays(),
                        loops::busiestNanos,
                        () -> lateness().take()),
                setup.servers(),
                setup.viewer()::onSample);
        this.findings = new Findings(watch);
    }

    Setup setup() {
        return setup;
    }

    Judge judge() {
        return judge;
    }

    SseClient client() {
        return client;
    }

    Watch watch() {
        return watch;
    }

    /** What the run has found. */
    Findings findings() {
        return findings;
    }

    /** Options with what the server asks of one who wants this. */
    ReaderOptions as(Subscription subscription, ReaderOptions options) {
        return options.headers(setup.target().subscribeHeaders(subscription));
    }

    private long published() {
        return pacers.stream().mapToLong(Pacer::accepted).sum();
    }

    private long deliveries() {
        return crowds.stream().mapToLong(Crowd::deliveries).sum();
    }

    /** Of the crowd that is timed, or else the first. */
    private Latencies liveTimes() {
        return timed == null && crowds.isEmpty() ? new Latencies() : mainCrowd().live();
    }

    private Latencies lateness() {
        return pacers.isEmpty() ? new Latencies() : pacers.getFirst().lateness();
    }

    void phase(String phase) {
        setup.viewer().onPhase(phase);
    }

    /** Opens readers and waits until all of them listen. */
    Crowd open(int readers, IntFunction<Subscription> who) throws InterruptedException {
        return open(readers, who, ReaderOptions.defaults(), _ -> _ -> {});
    }

    /** @param also what each is shown too, beside the judge */
    Crowd open(int readers, IntFunction<Subscription> who, ReaderOptions options, IntFunction<Consumer<SseEvent>> also)
            throws InterruptedException {
        phase("opening " + readers + " connections");
        Crowd crowd = new Crowd();
        crowds.add(crowd);
        long startNanos = System.nanoTime();
        double perNano = setup.means().connectRate() / (double) TimeUnit.SECONDS.toNanos(1);
        for (int i = 0; i < readers; i++) {
            Subscription subscription = who.apply(i);
            Member member = new Member(crowd, setup.target(), judge.reader(subscription), also.apply(i));
            crowd.add(member);
            int opened = i;
            await(
                    () -> crowd.size() - crowd.listening() + " connections are refused or not answered" + refusals(),
                    () -> opened - crowd.listening() < MOST_CONNECTING
                            && (System.nanoTime() - startNanos) * perNano >= opened);
            member.opened(client.open(urls(subscription, i), as(subscription, options), member));
        }
        await(
                () -> crowd.listening() + " of " + readers + " readers listen" + refusals(),
                () -> crowd.listening() == readers);
        if (!setup.target().hasWelcome()) {
            Thread.sleep(TO_SETTLE);
        }
        return crowd;
    }

    private String refusals() {
        String statuses = client.readers().stream()
                .map(SseReader::lastStatus)
                .filter(status -> status > 0 && status != OK)
                .distinct()
                .sorted()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return statuses.isEmpty() ? "" : "; refused with " + statuses;
    }

    /** The stream's address on each node, beginning with the one of this number. */
    List<URI> urls(Subscription subscription, int first) {
        String path = setup.target().subscribePath(subscription);
        List<URI> nodes = setup.nodes();
        List<URI> urls = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            urls.add(nodes.get((first + i) % nodes.size()).resolve(path));
        }
        return urls;
    }

    /** One more source of events. */
    Pacer pacer(String name) {
        Sender open = sender;
        if (open == null) {
            open = setup.sender().get();
            sender = open;
        }
        Pacer pacer = new Pacer(name, open, judge, setup.sizes().bytes());
        pacers.add(pacer);
        return pacer;
    }

    /** Traffic: warm-up, then the measured time, in which the crowd's events are timed; then the rest may arrive. */
    void traffic(Crowd crowd, LongFunction<ChannelName> channels) throws InterruptedException {
        Pacer pacer = pacer("p").start(setup.sizes().rate(), channels);
        phase("warming up");
        Thread.sleep(setup.sizes().warmUp());
        beginMeasuring(crowd);
        try (Interference interference = new Interference(setup.timetable(), findings)) {
            Thread.sleep(setup.sizes().duration());
            interference.finish();
        }
        endMeasuring(crowd);
        settle(pacer);
    }

    /** The measured time begins, for the events of one crowd. */
    void beginMeasuring(Crowd crowd) {
        phase("measuring");
        timed = crowd;
        crowd.measure();
        pacers.forEach(pacer -> pacer.acceptance().reset());
        watch.begin();
        findings.beginMeasuring();
        publishedAtStart = published();
        deliveredAtStart = deliveries();
    }

    void endMeasuring(Crowd crowd) {
        findings.measured(published() - publishedAtStart, deliveries() - deliveredAtStart);
        watch.end();
        crowd.measureNoMore();
        served = true;
    }

    /** Stops publishing and lets everything arrive that was accepted; whether it did, the judge will say. */
    void settle(Pacer pacer) throws InterruptedException {
        phase("waiting for the rest");
        pacer.stop();
        long startNanos = System.nanoTime();
        boolean arrived = awaitQuietly(() -> pacer.underWay() == 0)
                && awaitQuietly(() -> crowds.stream().allMatch(Crowd::isCaughtUp));
        findings.figure("last arrival after the end", seconds(System.nanoTime() - startNanos), "s");
        findings.check(
                "everything arrived within " + setup.sizes().patience().toSeconds() + " s",
                arrived,
                arrived ? "" : pacer.underWay() + " publications without an answer, some readers behind");
    }

    /** Waits for something without which the scenario cannot go on. */
    void await(Supplier<String> what, BooleanSupplier condition) throws InterruptedException {
        if (!awaitQuietly(condition)) {
            throw new Stuck("not within " + setup.sizes().patience().toSeconds() + " s: " + what.get());
        }
    }

    /** @return whether it has come true in time */
    boolean awaitQuietly(BooleanSupplier condition) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos > setup.sizes().patience().toNanos()) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    List<Crowd> crowds() {
        return crowds;
    }

    /** The one that is timed, or else the first; there is one once connections have been opened. */
    Crowd mainCrowd() {
        Crowd chosen = timed;
        return chosen == null ? crowds.getFirst() : chosen;
    }

    List<Pacer> pacers() {
        return pacers;
    }

    /** Whether there was a measured time. */
    boolean hasMeasured() {
        return served;
    }

    @Override
    public void close() {
        pacers.forEach(Pacer::close);
        watch.close();
        loops.close();
        client.close();
        if (sender != null) {
            sender.close();
        }
    }

    /** The scenario cannot go on. */
    static final class Stuck extends RuntimeException {
        Stuck(String message) {
            super(message);
        }
    }
}
