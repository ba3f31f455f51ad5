package io.ssehub.worker.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Refusal;
import io.ssehub.protocol.request.Backlog;
import io.ssehub.worker.provider.ProviderMeters;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Every meter of the worker, each with a sentence on what it tells. No tag ever holds a client, a message or a text:
 * the tags' values are few and known.
 */
@Component
public final class WorkerMeters implements ProviderMeters {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Shown from the start, so that the first of them shows as a rise. */
    private static final List<String> WHY_SPARED = List.of("breaker", "concurrency", "rate");

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter fresh;
    private final Counter takenOver;
    private final Counter takeovers;
    private final Counter fragments;
    private final Counter resends;
    private final Counter turnsRecalled;
    private final Counter leasesLost;
    private final Counter cancelled;
    private final Counter deadLettersWritten;
    private final Counter looks;
    private final Counter inputTokens;
    private final Counter outputTokens;
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final AtomicReference<Backlog> backlog = new AtomicReference<>(new Backlog(0, 0, Duration.ZERO));
    private final AtomicLong deadLetters = new AtomicLong();
    private final Timer firstFragment;
    private final Counter retries;
    private final Timer firstToken;

    /** What was left lying and has been put right. */
    public enum Repair {
        /** A question that had to wait although there was room. */
        ADMITTED,
        /** A question without a request in the stream. */
        QUEUED,
        /** An answer whose worker and request are both gone. */
        RUNNING,
        /** A worker's name in the group, that nobody uses any more. */
        CONSUMER;

        private final String tag = name().toLowerCase(Locale.ROOT);
    }

    private final Map<Repair, Counter> repairs = new EnumMap<>(Repair.class);

    public WorkerMeters(MeterRegistry registry, RedisLink link) {
        this.registry = registry;
        this.fresh = counter("worker.requests.taken", "Requests taken from the stream.", "kind", "new");
        this.takenOver = counter("worker.requests.taken", "Requests taken from the stream.", "kind", "taken_over");
        this.takeovers =
                counter("worker.attempts.repeated", "Attempts begun after an earlier one was left unfinished.");
        this.fragments = counter("worker.fragments", "Fragments that Redis has taken.");
        this.resends = counter("worker.fragments.resends", "Times an answer went back to resend fragments.");
        this.turnsRecalled =
                counter("worker.turns.recalled", "Earlier questions, with their answers, that generators were given.");
        this.leasesLost = counter("worker.leases.lost", "Runs stopped because another worker had taken the request.");
        this.cancelled = counter("worker.cancelled", "Runs stopped because the reader cancelled.");
        this.firstFragment = Timer.builder("worker.first.fragment")
                .description("From taking a request until Redis has its first fragment.")
                .serviceLevelObjectives(seconds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30))
                .register(registry);
        this.deadLettersWritten = counter("worker.dead.letters.written", "Dead letters written.");
        this.looks = counter("worker.janitor.rounds", "Times this worker has looked after what was left lying.");
        for (Repair repair : Repair.values()) {
            repairs.put(
                    repair,
                    counter("worker.janitor.repairs", "What was left lying and put right.", "kind", repair.tag));
        }
        this.inputTokens = counter("worker.tokens", "Tokens that providers have told of.", "kind", "input");
        this.outputTokens = counter("worker.tokens", "Tokens that providers have told of.", "kind", "output");
        for (Refusal refusal : Refusal.values()) {
            refusals.put(
                    refusal,
                    counter(
                            "worker.redis.refusals",
                            "Scripts that Redis refused, by its code.",
                            "code",
                            refusal.tag()));
        }
        link.onRefusal(this::refused);
        gauge("worker.redis.away", "Whether commands do not reach Redis: 1 if so, else 0.", () -> link.isUp() ? 0 : 1);
        gauge(
                "worker.requests.queued",
                "Requests in the stream, those being worked on included; of all workers together.",
                () -> backlog.get().requests());
        gauge(
                "worker.requests.waiting",
                "Requests in the stream that no worker has taken yet; of all workers together.",
                () -> backlog.get().waiting());
        Gauge.builder("worker.requests.oldest", () -> backlog.get().oldest().toMillis() / MILLIS_PER_SECOND)
                .baseUnit("seconds")
                .description("How long the first of the waiting requests has been in the stream.")
                .strongReference(true)
                .register(registry);
        gauge("worker.dead.letters", "Dead letters to be looked at; of all workers together.", deadLetters::get);
        gauge("worker.requests.in.flight", "Requests being worked on.", inFlight::get);
        var _ = providerRequests("completed");
        WHY_SPARED.forEach(this::spared);
        this.retries = counter("worker.provider.retries", "Requests made again at a provider after they had failed.");
        this.firstToken = Timer.builder("worker.provider.first.token")
                .description("From asking a provider until it says the first word, of the answer or its reasoning.")
                .serviceLevelObjectives(seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60))
                .register(registry);
    }

    private Timer providerRequests(String outcome) {
        return Timer.builder("worker.provider.requests")
                .description("Requests at a provider until they ended, by outcome.")
                .tag("outcome", outcome)
                .serviceLevelObjectives(seconds(0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300))
                .register(registry);
    }

    private Counter spared(String why) {
        return counter(
                "worker.provider.spared", "Requests not made at a provider, by what held them back.", "why", why);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** The most requests worked on at once; constant, to be set beside what is in flight. */
    public void concurrency(int most) {
        gauge("worker.concurrency", "The most requests worked on at once.", () -> most);
    }

    /** A request was taken, new or from a worker that let go of it. */
    public void taken(boolean takeover) {
        (takeover ? takenOver : fresh).increment();
    }

    /** A generator was given so much of the conversation. */
    public void turnsRecalled(int turns) {
        turnsRecalled.increment(turns);
    }

    public void runBegan() {
        inFlight.incrementAndGet();
    }

    /**
     * A run is over.
     *
     * @param outcome how; one of a few
     * @param code finish reason or failure code, if it has one; one of a few
     */
    public void runEnded(String outcome, String code, Duration duration) {
        inFlight.decrementAndGet();
        Timer.builder("worker.run")
                .description("From taking a request until it is out of hand, by outcome and code.")
                .tag("outcome", outcome)
                .tag("code", code)
                .serviceLevelObjectives(seconds(0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300))
                .register(registry)
                .record(duration);
    }

    public void attemptRepeated() {
        takeovers.increment();
    }

    public void fragmentTaken() {
        fragments.increment();
    }

    public void resent() {
        resends.increment();
    }

    public void firstFragment(Duration sinceTaken) {
        firstFragment.record(sinceTaken);
    }

    public void leaseLost() {
        leasesLost.increment();
    }

    public void cancelled() {
        cancelled.increment();
    }

    public void deadLetterWritten() {
        deadLettersWritten.increment();
    }

    /** The janitor's round has begun. */
    public void looked() {
        looks.increment();
    }

    public void repaired(Repair what, long howMany) {
        Counter counter = repairs.get(what);
        if (counter != null) {
            counter.increment((double) howMany);
        }
    }

    /** What the streams hold at the moment. */
    public void sizes(Backlog requests, long letters) {
        backlog.set(requests);
        deadLetters.set(letters);
    }

    /** A provider has told what an answer took. */
    public void tokens(int input, int output) {
        inputTokens.increment(input);
        outputTokens.increment(output);
    }

    private void refused(Refusal refusal) {
        Counter counter = refusals.get(refusal);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void providerAsked(String outcome, Duration duration) {
        providerRequests(outcome).record(duration);
    }

    @Override
    public void providerBegan(Duration sinceAsked) {
        firstToken.record(sinceAsked);
    }

    @Override
    public void providerRetried() {
        retries.increment();
    }

    @Override
    public void providerSpared(String why) {
        spared(why).increment();
    }

    private static Duration[] seconds(double... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
                .toArray(Duration[]::new);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}
