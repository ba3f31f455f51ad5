package io.ssehub.hub.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.hub.bus.BusMeters;
import io.ssehub.hub.chat.ChatMeters;
import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.redis.RedisLink;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Every meter of this service, each with a sentence. A client's name is never part of one. */
@Component
final class HubMeters implements BusMeters, ChatMeters, FeedMeters, SessionMeters {
    private final Counter opened;
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);
    private final Counter delivered;
    private final Counter deliveredBytes;
    private final Map<GapReason, Counter> gaps = new EnumMap<>(GapReason.class);
    private final Counter merged;
    private final Counter recapsOfNew;
    private final Counter recapsOfGaps;
    private final Counter overflowed;
    private final Counter fellBehind;
    private final Counter caughtUp;
    private final Counter received;
    private final Counter dropped;
    private final Map<Cause, Counter> syncs = new EnumMap<>(Cause.class);
    private final Map<Channel.Kind, Counter> readOn;
    private final Map<Channel.Kind, Counter> readForReaders;
    private final AtomicInteger questionsWaiting = new AtomicInteger();
    private final Counter listening;
    private final Counter deaf;
    private final Map<Answer, Counter> questions = new EnumMap<>(Answer.class);

    HubMeters(MeterRegistry registry, Sessions sessions, RedisLink link) {
        Gauge.builder("hub.redis.away", link, redis -> redis.isUp() ? 0 : 1)
                .description("Whether commands do not reach Redis: 1 if so, else 0.")
                .register(registry);
        Gauge.builder("hub.feed.questions.waiting", questionsWaiting, AtomicInteger::get)
                .description("Reads of logs that wait until others are answered.")
                .register(registry);
        Gauge.builder("hub.connections", sessions, Sessions::count)
                .description("Open event streams.")
                .register(registry);
        opened = counter(registry, "hub.connections.opened", "Event streams that were opened.");
        for (Ending ending : Ending.values()) {
            ended.put(
                    ending,
                    Counter.builder("hub.connections.ended")
                            .description("Event streams that ended, by reason.")
                            .tag("reason", ending.code())
                            .register(registry));
        }
        delivered = counter(registry, "hub.events.delivered", "Events written to readers, the hub's own included.");
        deliveredBytes = Counter.builder("hub.events.delivered.size")
                .baseUnit("bytes")
                .description("Bytes written to readers.")
                .register(registry);
        for (GapReason reason : GapReason.values()) {
            gaps.put(
                    reason,
                    Counter.builder("hub.gaps")
                            .description("Readers told that they may have missed something, by reason.")
                            .tag("reason", reason.code())
                            .register(registry));
        }
        merged = counter(registry, "hub.fragments.merged", "Fragments shown in one event with their neighbours.");
        recapsOfNew = recaps(registry, "new");
        recapsOfGaps = recaps(registry, "gap");
        overflowed = counter(
                registry, "hub.queue.overflows", "Full queues whose unsent events are read again from the log.");
        fellBehind = counter(registry, "hub.readers.fell.behind", "Live readers that fell behind.");
        caughtUp = counter(registry, "hub.readers.caught.up", "Readers that became live.");
        received = counter(registry, "hub.messages.received", "Messages heard from Redis.");
        dropped = counter(
                registry,
                "hub.messages.dropped",
                "Messages dropped because a lane was behind; the log is read instead.");
        for (Cause cause : Cause.values()) {
            syncs.put(
                    cause,
                    Counter.builder("hub.feed.syncs")
                            .description("Channels compared with Redis, by cause.")
                            .tag("cause", cause.tag())
                            .register(registry));
        }
        readOn = reads(registry, "feed");
        readForReaders = reads(registry, "readers");
        listening = counter(registry, "hub.pubsub.connected", "Times pub/sub was connected and heard.");
        deaf = counter(
                registry,
                "hub.pubsub.deaf",
                "Pub/sub connections that looked well, carried nothing and were replaced.");
        for (Answer answer : Answer.values()) {
            questions.put(
                    answer,
                    Counter.builder("hub.chat.questions")
                            .description("Questions, by what they were answered.")
                            .tag("answer", answer.tag())
                            .register(registry));
        }
    }

    @Override
    public void asked(Answer answer) {
        count(questions, answer);
    }

    private static Map<Channel.Kind, Counter> reads(MeterRegistry registry, String purpose) {
        Map<Channel.Kind, Counter> reads = new EnumMap<>(Channel.Kind.class);
        for (Channel.Kind kind : Channel.Kind.values()) {
            reads.put(
                    kind,
                    Counter.builder("hub.log.reads")
                            .description(
                                    "Pages read from logs, for feeds that lack something or for readers that are behind.")
                            .tag("for", purpose)
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return reads;
    }

    private static Counter recaps(MeterRegistry registry, String cause) {
        return Counter.builder("hub.recaps")
                .description("Texts so far given to readers of one answer: new ones, or in place of a gap.")
                .tag("for", cause)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void ended(Ending ending) {
        count(ended, ending);
    }

    @Override
    public void delivered(int frames, int bytes) {
        delivered.increment(frames);
        deliveredBytes.increment(bytes);
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
    public void fellBehind() {
        fellBehind.increment();
    }

    @Override
    public void caughtUp() {
        caughtUp.increment();
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

    @Override
    public void listening() {
        listening.increment();
    }

    @Override
    public void deaf() {
        deaf.increment();
    }
}
