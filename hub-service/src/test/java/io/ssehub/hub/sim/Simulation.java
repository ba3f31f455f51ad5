package io.ssehub.hub.sim;

import io.ssehub.hub.feed.FeedLimits;
import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.session.CatchUp;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Selection;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.SessionLimits;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Start;
import io.ssehub.hub.session.Welcome;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One schedule: nodes, clients and a Redis, one random thing after the other, then peace, then the judgement. The seed
 * decides everything.
 */
final class Simulation {
    private static final int NODES = 2;
    private static final int CLIENTS = 3;
    private static final int LANES = 2;
    private static final int READERS = 2;
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

    private final Random random;
    private final SimScheduler scheduler;
    private final SimRedis redis;
    private final List<SimBus> buses = new ArrayList<>();
    private final List<Feeds> nodes = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<SimAnswerReader> readers = new ArrayList<>();
    private final List<Channel> channels =
            List.of(Channel.topic("a"), Channel.topic("b"), Channel.client("c"), Channel.BROADCAST);
    private final Map<Channel, Long> published = new HashMap<>();
    private final Set<Channel> liveOnly;
    private final SessionLimits sessionLimits;
    private final boolean destructive;
    private final Counters counters;
    private long nanos;
    private long recapsBefore;
    /** The answer that is being written to the client's channel, and how many fragments it has. */
    private int answer;

    private int fragments;

    /** What was exercised, over all schedules of a run. */
    static final class Counters implements SessionMeters, FeedMeters {
        long gaps;
        long gapsWithoutHistory;
        long overflows;
        long fellBehind;
        long caughtUp;
        long frames;
        long holes;
        long reads;
        long dropped;
        long stuck;
        long merged;
        long recaps;
        long answersRead;

        @Override
        public void opened() {}

        @Override
        public void ended(Ending ending) {
            stuck += ending == Ending.WRITE_TIMEOUT ? 1 : 0;
        }

        @Override
        public void delivered(int count, int bytes) {
            frames += count;
        }

        @Override
        public void gap(GapReason reason) {
            gaps++;
            gapsWithoutHistory += reason == GapReason.NO_HISTORY ? 1 : 0;
        }

        @Override
        public void recapped(boolean insteadOfGap) {
            recaps += insteadOfGap ? 1 : 0;
        }

        @Override
        public void merged(int entries) {
            merged += entries;
        }

        @Override
        public void overflowed() {
            overflows++;
        }

        @Override
        public void fellBehind(CatchUp cause) {
            fellBehind++;
        }

        @Override
        public void caughtUp(CatchUp cause, long nanosBehind) {
            caughtUp++;
        }

        @Override
        public void arrived(long takenMillis, long nanos) {}

        @Override
        public void stalled() {}

        @Override
        public void lane(int number, LongSupplier inboxBytes) {}

        @Override
        public void listening(boolean more) {}

        @Override
        public void rolled(boolean lost) {}

        @Override
        public void received() {}

        @Override
        public void dropped() {
            dropped++;
        }

        @Override
        public void synced(Cause cause) {
            holes += cause == Cause.HOLE ? 1 : 0;
        }

        @Override
        public void waiting(int change) {}

        @Override
        public void readOn(Channel.Kind kind) {
            reads++;
        }

        @Override
        public void readForReaders(Channel.Kind kind) {
            reads++;
        }
    }

    private static final class Connection {
        final SimClient client;
        Session session;
        SimSink sink;

        Connection(SimClient client) {
            this.client = client;
        }
    }

    /**
     * A schedule.
     *
     * @param replay off for the twin that must lose: cursors are not taken
     * @param withoutHistory whether some channels have none
     */
    Simulation(long seed, Counters counters, boolean replay, boolean withoutHistory) {
        this.random = new Random(seed);
        this.counters = counters;
        this.replay = replay;
        this.scheduler = new SimScheduler(random);
        this.redis = new SimRedis(
                1 + random.nextInt(5), (channel, message) -> buses.forEach(bus -> bus.announce(channel, message)));
        this.liveOnly = withoutHistory ? chooseLiveOnly(new Random(seed)) : Set.of();
        this.destructive = random.nextInt(3) == 0;
        this.sessionLimits = new SessionLimits(
                200 + random.nextInt(2_000),
                100 + random.nextInt(1_000),
                Duration.ZERO,
                WRITE_TIMEOUT,
                Duration.ZERO,
                Duration.ofDays(7));
        boolean calm = random.nextInt(4) == 0;
        for (int i = 0; i < NODES; i++) {
            SimBus bus = new SimBus(
                    scheduler,
                    redis,
                    random,
                    calm
                            ? SimBus.Faults.NONE
                            : new SimBus.Faults(random.nextInt(30), random.nextInt(30), random.nextInt(20)));
            FeedLimits limits = new FeedLimits(
                    random.nextInt(1_500),
                    50 + random.nextInt(400),
                    100 + random.nextInt(2_000),
                    1 + random.nextInt(4),
                    random.nextInt(4) == 0 ? 0 : 10 + random.nextInt(60),
                    Duration.ofSeconds(random.nextInt(3)),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));
            List<SimLane> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                lanes.add(new SimLane(scheduler));
            }
            Feeds feeds = new Feeds(lanes, bus, limits, counters, () -> nanos);
            bus.listener(feeds);
            buses.add(bus);
            nodes.add(feeds);
        }
    }

    private final boolean replay;

    /** Some of the channels, at least one; of each so many entries stay, or none, as when its log has expired. */
    private Set<Channel> chooseLiveOnly(Random choice) {
        List<Channel> shuffled = new ArrayList<>(channels);
        Collections.shuffle(shuffled, choice);
        Set<Channel> chosen = new LinkedHashSet<>(shuffled.subList(0, 1 + choice.nextInt(channels.size())));
        chosen.forEach(channel -> redis.keepOnly(channel, choice.nextInt(4)));
        return chosen;
    }

    /** Runs it; answers what went wrong, empty if nothing did. */
    String run() {
        recapsBefore = counters.recaps;
        int before = random.nextInt(5);
        for (int i = 0; i < before; i++) {
            publish();
        }
        for (int i = 0; i < CLIENTS; i++) {
            Connection connection =
                    new Connection(new SimClient(someChannels(), destructive, liveOnly, redis::numberAt));
            connections.add(connection);
            connect(connection);
        }
        redis.ask(message());
        int steps = 20 + random.nextInt(80);
        for (int i = 0; i < steps; i++) {
            disturb();
            disturbReaders();
            int moves = random.nextInt(12);
            for (int move = 0; move < moves && scheduler.step(); move++) {}
        }
        return judge();
    }

    private String judge() {
        buses.forEach(SimBus::heal);
        for (Connection connection : connections) {
            connection.sink.freeze(false);
            if (connection.sink.ended || connection.sink.cut) {
                settle();
                connect(connection);
            }
        }
        for (SimAnswerReader reader : readers) {
            reader.socket.freeze(false);
            if (reader.socket.ended || reader.socket.cut) {
                settle();
                comeBack(reader);
            }
        }
        settle();
        channels.forEach(this::publish);
        for (int second = 0; second < 20; second++) {
            tick();
            settle();
        }
        StringBuilder faults = new StringBuilder();
        if (!destructive && !liveOnly.contains(SimRedis.ANSWERS) && counters.recaps > recapsBefore) {
            faults.append("a text came again where nothing was lost");
        }
        for (Connection connection : connections) {
            for (Channel channel : connection.client.channels) {
                connection.client.mustHave(channel, published.getOrDefault(channel, 0L));
            }
            faults.append(connection.client.faults());
        }
        for (SimAnswerReader reader : readers) {
            counters.answersRead++;
            faults.append(reader.faults(redis.answer(reader.message()), destructive));
        }
        return faults.toString();
    }

    private void disturbReaders() {
        if (readers.size() < READERS && random.nextInt(10) == 0) {
            SimAnswerReader reader = new SimAnswerReader(SimRedis.ANSWERS, message());
            readers.add(reader);
            read(reader);
        }
        if (readers.isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        SimAnswerReader reader = readers.get(random.nextInt(readers.size()));
        switch (random.nextInt(5)) {
            case 0 -> reader.socket.freeze(random.nextBoolean());
            case 1 -> reader.session.tick();
            case 2 -> {
                reader.session.end(Ending.SHUTDOWN);
                settle();
                comeBack(reader);
            }
            case 3 -> {
                reader.socket.cut();
                if (random.nextBoolean()) {
                    reader.session.abort(Ending.CLIENT_GONE);
                }
                comeBack(reader);
            }
            default -> {
                // Left alone.
            }
        }
    }

    private void comeBack(SimAnswerReader reader) {
        if (!reader.isOver()) {
            read(reader);
        }
    }

    private void disturb() {
        Connection one = connections.get(random.nextInt(connections.size()));
        switch (random.nextInt(destructive ? 16 : 12)) {
            case 0, 1, 2, 3, 4 -> publish();
            case 5 -> tick();
            case 6 -> {
                one.sink.cut();
                if (random.nextBoolean()) {
                    one.session.abort(Ending.CLIENT_GONE);
                }
                connect(one);
            }
            case 7 -> one.sink.freeze(random.nextBoolean());
            case 8 -> one.session.tick();
            case 9 -> {
                SimBus bus = buses.get(random.nextInt(NODES));
                if (random.nextBoolean()) {
                    bus.interrupt();
                } else {
                    bus.redisIsBack();
                }
            }
            case 10 -> {
                for (int i = 0; i < 10; i++) {
                    publish();
                }
            }
            case 11 -> {
                one.session.end(Ending.SHUTDOWN);
                settle();
                connect(one);
            }
            case 12 -> redis.trim(someChannel(), random.nextInt(3));
            case 13 -> redis.expire(someChannel());
            case 14 -> {
                redis.failover(random.nextInt(4));
                nextAnswer();
                connections.forEach(connection -> connection.client.excuseEmptyChannels());
            }
            default -> {
                redis.flush();
                nextAnswer();
                connections.forEach(connection -> connection.client.excuseEmptyChannels());
            }
        }
    }

    private void connect(Connection connection) {
        SimClient client = connection.client;
        Cursor cursor = client.cursor == null || !replay
                ? Cursor.none()
                : Cursor.parse(client.cursor).orElseThrow(() -> new IllegalStateException(client.cursor));
        Map<Channel, Start> starts = new LinkedHashMap<>();
        for (Channel channel : client.channels) {
            starts.put(channel, cursor.of(channel).<Start>map(Start.After::new).orElse(new Start.Live()));
        }
        connection.sink = new SimSink(scheduler, random, client);
        client.socket = connection.sink;
        SessionContext context = context(random.nextInt(NODES));
        connection.session = new Session(
                context, new Reading("c", starts, false, Selection.ALL), connection.sink, (session, ending) -> {});
        connection.session.begin();
    }

    private SessionContext context(int node) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000_000_000), ZoneOffset.UTC);
        Retention none = Retention.off(sessionLimits.headLife());
        return new SessionContext(
                nodes.get(node),
                channel -> liveOnly.contains(channel) ? none : Retention.DEFAULT,
                sessionLimits,
                counters,
                new Welcome("n", Duration.ofSeconds(1)),
                clock,
                () -> nanos);
    }

    private String message() {
        return "m" + answer;
    }

    private void nextAnswer() {
        answer++;
        fragments = 0;
        redis.ask(message());
    }

    private void read(SimAnswerReader reader) {
        SimSink sink = new SimSink(scheduler, random, reader);
        int node = random.nextInt(NODES);
        reader.connect(context(node), () -> buses.get(node).recap(reader.message()), sink);
    }

    private void publish() {
        publish(someChannel());
    }

    private void publish(Channel channel) {
        long number = published.merge(channel, 1L, Long::sum);
        if (channel.kind() != Channel.Kind.CLIENT || random.nextInt(6) == 0) {
            redis.publish(channel, number);
            return;
        }
        if (fragments == 0) {
            redis.startAnswer(channel, message());
        }
        redis.publishFragment(channel, number, message(), fragments++);
        if (random.nextInt(8) == 0) {
            redis.endAnswer(channel, message());
            nextAnswer();
        }
    }

    private void tick() {
        nanos += Duration.ofSeconds(1).toNanos();
        nodes.forEach(Feeds::tick);
        nodes.forEach(Feeds::look);
        connections.forEach(connection -> connection.session.tick());
        readers.forEach(reader -> reader.session.tick());
    }

    private void settle() {
        int budget = 100_000;
        while (scheduler.step()) {
            if (--budget == 0) {
                throw new IllegalStateException("never comes to rest");
            }
        }
    }

    private Channel someChannel() {
        return channels.get(random.nextInt(channels.size()));
    }

    private List<Channel> someChannels() {
        List<Channel> some = new ArrayList<>(channels);
        while (some.size() > 1 && random.nextInt(3) == 0) {
            some.remove(random.nextInt(some.size()));
        }
        return some;
    }
}
