package io.ssehub.hub.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ssehub.hub.auth.AuthMeters;
import io.ssehub.hub.bus.BusMeters;
import io.ssehub.hub.chat.ChatMeters;
import io.ssehub.hub.cluster.ClusterMeters;
import io.ssehub.hub.cluster.NodeCounts;
import io.ssehub.hub.connect.ConnectMeters;
import io.ssehub.hub.connect.ConnectProperties;
import io.ssehub.hub.doctor.DoctorMeters;
import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.hub.history.HistoryMeters;
import io.ssehub.hub.lifecycle.DrainMeters;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitMeters;
import io.ssehub.hub.publish.PublishMeters;
import io.ssehub.hub.session.CatchUp;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.redis.RedisClock;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisVitals;
import io.ssehub.protocol.redis.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Every meter of this service, each with a sentence. A client's name is never part of one. On the way of an event there
 * are counters only; what can be seen at any time is looked at when it is asked for.
 */
@Component
final class HubMeters
        implements AuthMeters,
                BusMeters,
                ChatMeters,
                ClusterMeters,
                ConnectMeters,
                DoctorMeters,
                DrainMeters,
                FeedMeters,
                LimitMeters,
                HistoryMeters,
                NodeCounts,
                PublishMeters,
                SessionMeters {
    private static final String REFUSED = "hub.connections.refused";
    private static final String DENIED = "hub.auth.denied";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final MeterRegistry registry;
    private final RedisClock redisClock;

    private final Counter opened;
    private final Map<Ending, Counter> ended;
    private final Counter delivered;
    private final Counter deliveredBytes;
    private final Timer latency;
    private final Counter stalled;
    private final Map<GapReason, Counter> gaps;
    private final Counter merged;
    private final Counter recapsOfNew;
    private final Counter recapsOfGaps;
    private final Counter overflowed;
    private final Map<CatchUp, Counter> fellBehind;
    private final Map<CatchUp, Timer> catchUps;
    private final Counter received;
    private final Counter dropped;
    private final Map<Cause, Counter> syncs;
    private final Counter rollsKept;
    private final Counter rollsLost;
    private final Map<Channel.Kind, Counter> readOn;
    private final Map<Channel.Kind, Counter> readForReaders;
    private final Map<Refusal, Counter> refusals;
    private final Counter listening;
    private final Counter deaf;
    private final Map<Answer, Counter> questions;
    private final Map<Inquiry, Counter> inquiries;
    private final Map<Question, Counter> asked;
    private final Map<Channel.Kind, Counter> pagesOfThePast;
    private final Map<Erasure, Counter> erasures;
    private final Map<Line, Counter> lines;
    private final Counter directPublications;
    private final Timer directTimes;
    private final DeliveryTimes deliveryTimes = new DeliveryTimes();
    private final Map<Limit, Counter> exceeded;
    private final Counter checksBegun;
    private final Counter checksRefused;

    // What gauges show that nobody else holds.
    private final AtomicInteger channels = new AtomicInteger();
    private final AtomicInteger questionsWaiting = new AtomicInteger();
    private final AtomicInteger nodes = new AtomicInteger();
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean draining;
    private volatile long drainEndNanos;

    HubMeters(
            MeterRegistry registry,
            Sessions sessions,
            ConnectProperties limits,
            RedisLink link,
            RedisClock redisClock,
            RedisVitals redisVitals) {
        this.registry = registry;
        this.redisClock = redisClock;

        gauge("hub.connections", "Open event streams.", sessions::count);
        gauge("hub.connections.limit", "Most event streams this node takes.", limits::maxConnections);
        opened = counter("hub.connections.opened", "Event streams that were opened.");
        ended = counters(
                Ending.class, "hub.connections.ended", "Event streams that ended, by reason.", "reason", Ending::code);
        refused("node_full", 0);
        refused("redis_unavailable", 0);
        denied("missing_token", 0);
        denied("invalid_token", 0);
        denied("expired_token", 0);
        gauge(
                "hub.draining",
                "Whether this node sends its connections elsewhere, or has done so: 1 if so, else 0.",
                () -> draining ? 1 : 0);
        gauge(
                "hub.drain.left",
                "seconds",
                "Time left for sending connections elsewhere; 0 if that is over, or not wanted.",
                () -> Math.max(0, millis(drainLeftNanos())) / MILLIS_PER_SECOND);

        delivered = counter("hub.events.delivered", "Events written to readers, the hub's own included.");
        deliveredBytes = Counter.builder("hub.events.delivered.size")
                .baseUnit("bytes")
                .description("Bytes written to readers.")
                .register(registry);
        latency = Timer.builder("hub.delivery.latency")
                .description(
                        "From Redis taking an event until a live reader's socket has taken it; once a write, of the"
                                + " oldest event in it.")
                .serviceLevelObjectives(millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000))
                .register(registry);

        Recent<Sessions.Census> census = new Recent<>(sessions::census, System::nanoTime);
        gauge("hub.sessions.behind", "Connections that are not live in all of their channels.", () -> census.get()
                .behind());
        gauge(
                "hub.sessions.stalled",
                "Connections whose readers have taken nothing of what is written to them for a second.",
                () -> census.get().stalled());
        gauge("hub.queue", "bytes", "What waits to be written to readers, of all connections.", () -> census.get()
                .queueBytes());
        stalled = counter("hub.stalls", "Writes of which a reader has taken nothing for a second.");
        overflowed = counter("hub.queue.overflows", "Full queues whose unsent events are read again from the log.");
        fellBehind = counters(
                CatchUp.class,
                "hub.readers.fell.behind",
                "Live readers that fell behind, by cause.",
                "cause",
                CatchUp::tag);
        catchUps = map(CatchUp.class, cause -> Timer.builder("hub.catchups")
                .description("From coming, or falling behind, in a channel until being live there, by cause.")
                .tag("cause", cause.tag())
                .serviceLevelObjectives(millis(5, 25, 100, 500, 2_500, 10_000, 60_000))
                .register(registry));
        gaps = counters(
                GapReason.class,
                "hub.gaps",
                "Readers told that they may have missed something, by reason.",
                "reason",
                GapReason::code);
        merged = counter("hub.fragments.merged", "Fragments shown in one event with their neighbours.");
        recapsOfNew = recaps("new");
        recapsOfGaps = recaps("gap");

        received = counter("hub.messages.received", "Messages heard from Redis.");
        dropped =
                counter("hub.messages.dropped", "Messages dropped because a lane was behind; the log is read instead.");
        gauge("hub.channels", "Channels this node listens to.", channels::get);
        syncs = counters(Cause.class, "hub.feed.syncs", "Channels compared with Redis, by cause.", "cause", Cause::tag);
        rollsKept = rolls("kept");
        rollsLost = rolls("lost");
        readOn = reads("feed");
        readForReaders = reads("readers");
        gauge(
                "hub.feed.questions.waiting",
                "Reads of logs that wait until others are answered.",
                questionsWaiting::get);

        gauge("hub.redis.away", "Whether commands do not reach Redis: 1 if so, else 0.", () -> link.isUp() ? 0 : 1);
        refusals = counters(
                Refusal.class, "hub.redis.refusals", "Scripts that Redis refused, by its code.", "code", Refusal::tag);
        link.onRefusal(refusal -> count(refusals, refusal));
        vital(
                "hub.redis.memory.used",
                "Memory Redis uses; none while that is not known.",
                redisVitals,
                RedisVitals.Sample::usedBytes);
        vital(
                "hub.redis.memory.limit",
                "Memory Redis may use before it refuses writes; 0 for no limit.",
                redisVitals,
                RedisVitals.Sample::limitBytes);
        vital(
                "hub.redis.output.buffer",
                "Largest output buffer a client of Redis has had in the last seconds.",
                redisVitals,
                RedisVitals.Sample::outputBytes);
        listening = counter("hub.pubsub.connected", "Times pub/sub was connected and heard.");
        deaf = counter("hub.pubsub.deaf", "Pub/sub connections that looked well, carried nothing and were replaced.");
        gauge(
                "hub.probe.age",
                "seconds",
                "Since this node last heard its own word by way of Redis.",
                () -> millis(System.nanoTime() - heardNanos) / MILLIS_PER_SECOND);

        questions = counters(
                Answer.class, "hub.chat.questions", "Questions, by what they were answered.", "answer", Answer::tag);

        gauge("hub.cluster.nodes", "Nodes that were there when this one last said so, itself included.", nodes::get);
        inquiries = counters(
                Inquiry.class,
                "hub.cluster.inquiries",
                "Questions to other nodes, by what came of them.",
                "outcome",
                Inquiry::tag);
        asked = counters(
                Question.class,
                "hub.cluster.questions",
                "Questions of other nodes, by what came of them.",
                "outcome",
                Question::tag);
        exceeded = counters(
                Limit.class,
                "hub.limits.exceeded",
                "Calls that were refused and connections that were cut for being more than is allowed, by limit.",
                "limit",
                Limit::tag);
        pagesOfThePast = counters(
                Channel.Kind.class,
                "hub.history.pages",
                "Pages of the past that were answered, by kind of channel.",
                "kind",
                kind -> kind.name().toLowerCase(Locale.ROOT));
        lines = counters(
                Line.class, "hub.publish.lines", "Lines of batches, by what came of them.", "outcome", Line::tag);
        directPublications = counter(
                "hub.publish.direct", "Publications that were answered without a servlet and a thread of their own.");
        directTimes = Timer.builder("http.server.requests")
                .tags("method", "POST", "uri", "/api/sse/publish", "status", "202", "outcome", "SUCCESS")
                .tags("exception", "none", "error", "none")
                .register(registry);
        erasures = counters(
                Erasure.class,
                "hub.clients.erased",
                "Clients that were to be erased, by what came of it.",
                "outcome",
                Erasure::tag);
        checksBegun = checks("begun");
        checksRefused = checks("refused");
    }

    // Making them.

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private <K extends Enum<K>> Map<K, Counter> counters(
            Class<K> keys, String name, String description, String tag, Function<K, String> value) {
        return map(keys, key -> counter(name, description, tag, value.apply(key)));
    }

    private static <K extends Enum<K>, V> Map<K, V> map(Class<K> keys, Function<K, V> make) {
        Map<K, V> map = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            map.put(key, make.apply(key));
        }
        return map;
    }

    private Counter checks(String answer) {
        return counter("hub.doctor.checks", "Checks of connections that were asked for.", "answer", answer);
    }

    private Counter recaps(String cause) {
        return counter(
                "hub.recaps",
                "Texts so far given to readers of one answer: new ones, or in place of a gap.",
                "for",
                cause);
    }

    private Counter rolls(String history) {
        return counter(
                "hub.feed.rolls",
                "Times Redis looked whether it had lost history of a channel, by what it found.",
                "history",
                history);
    }

    private Map<Channel.Kind, Counter> reads(String purpose) {
        return map(
                Channel.Kind.class,
                kind -> counter(
                        "hub.log.reads",
                        "Pages read from logs, for feeds that lack something or for readers that are behind.",
                        "for",
                        purpose,
                        "kind",
                        kind.name().toLowerCase(Locale.ROOT)));
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private void gauge(String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    }

    private void vital(String name, String description, RedisVitals vitals, ToLongFunction<RedisVitals.Sample> value) {
        gauge(name, "bytes", description, () -> vitals.latest()
                .<Number>map(value::applyAsLong)
                .orElse(Double.NaN));
    }

    private static Duration[] millis(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    // Connections.

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void ended(Ending ending) {
        count(ended, ending);
    }

    @Override
    public void refused(String reason) {
        refused(reason, 1);
    }

    private void refused(String reason, int times) {
        counter(REFUSED, "Event streams that were refused, by reason.", "reason", reason)
                .increment(times);
    }

    @Override
    public void denied(String code) {
        denied(code, 1);
    }

    private void denied(String code, int times) {
        counter(DENIED, "Calls denied for who made them, by the problem's code.", "code", code)
                .increment(times);
    }

    @Override
    public void draining(Duration window) {
        drainEndNanos = System.nanoTime() + window.toNanos();
        draining = true;
    }

    @Override
    public void serving() {
        draining = false;
    }

    private long drainLeftNanos() {
        return draining ? drainEndNanos - System.nanoTime() : 0;
    }

    @Override
    public void checkAsked(boolean begun) {
        (begun ? checksBegun : checksRefused).increment();
    }

    @Override
    public void exceeded(Limit limit) {
        count(exceeded, limit);
    }

    // Delivery.

    @Override
    public void delivered(int frames, int bytes) {
        delivered.increment(frames);
        deliveredBytes.increment(bytes);
    }

    @Override
    public void arrived(long takenMillis, long nanos) {
        redisClock.microsBefore(takenMillis, nanos).ifPresent(micros -> {
            latency.record(micros, TimeUnit.MICROSECONDS);
            deliveryTimes.record(micros);
        });
    }

    @Override
    public void stalled() {
        stalled.increment();
    }

    @Override
    public void gap(GapReason reason) {
        count(gaps, reason);
    }

    @Override
    public void merged(int entries) {
        merged.increment(entries);
    }

    @Override
    public void recapped(boolean insteadOfGap) {
        (insteadOfGap ? recapsOfGaps : recapsOfNew).increment();
    }

    @Override
    public void overflowed() {
        overflowed.increment();
    }

    @Override
    public void fellBehind(CatchUp cause) {
        count(fellBehind, cause);
    }

    @Override
    public void caughtUp(CatchUp cause, long nanosBehind) {
        Timer timer = catchUps.get(cause);
        if (timer != null) {
            timer.record(nanosBehind, TimeUnit.NANOSECONDS);
        }
    }

    // Feeds.

    @Override
    public void lane(int number, LongSupplier inboxBytes) {
        Gauge.builder("hub.lane.inbox", inboxBytes::getAsLong)
                .baseUnit("bytes")
                .description("Messages that wait for a lane.")
                .tag("lane", Integer.toString(number))
                .register(registry);
    }

    @Override
    public void listening(boolean more) {
        channels.addAndGet(more ? 1 : -1);
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void dropped() {
        dropped.increment();
    }

    @Override
    public void synced(Cause cause) {
        count(syncs, cause);
    }

    @Override
    public void rolled(boolean lost) {
        (lost ? rollsLost : rollsKept).increment();
    }

    @Override
    public void waiting(int change) {
        questionsWaiting.addAndGet(change);
    }

    @Override
    public void readOn(Channel.Kind kind) {
        count(readOn, kind);
    }

    @Override
    public void readForReaders(Channel.Kind kind) {
        count(readForReaders, kind);
    }

    // Redis and chat.

    @Override
    public void listening() {
        heard();
        listening.increment();
    }

    @Override
    public void heard() {
        heardNanos = System.nanoTime();
    }

    @Override
    public void deaf() {
        deaf.increment();
    }

    @Override
    public void asked(Answer answer) {
        count(questions, answer);
    }

    // The cluster.

    @Override
    public void inquired(Inquiry outcome) {
        count(inquiries, outcome);
    }

    @Override
    public void wasAsked(Question outcome) {
        count(asked, outcome);
    }

    @Override
    public void pageOfThePast(Channel.Kind kind) {
        count(pagesOfThePast, kind);
    }

    @Override
    public void line(Line outcome) {
        count(lines, outcome);
    }

    /** Counted as any other call, too, which the framework does for those that it sees. */
    @Override
    public void direct(long nanos) {
        directPublications.increment();
        directTimes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void erased(Erasure outcome) {
        count(erasures, outcome);
    }

    @Override
    public void nodes(int number) {
        nodes.set(number);
    }

    @Override
    public Totals totals() {
        return new Totals(
                whole(opened),
                ended.values().stream().mapToLong(HubMeters::whole).sum(),
                whole(received),
                whole(delivered),
                whole(deliveredBytes));
    }

    private static long whole(Counter counter) {
        return (long) counter.count();
    }

    @Override
    public int channels() {
        return channels.get();
    }

    @Override
    public Optional<Delivery> takeDelivery() {
        return deliveryTimes.take();
    }
}
