package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.bus.Bus;
import io.ssehub.hub.feed.FeedLimits;
import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.feed.Lane;
import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Selection;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.SessionLimits;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Sessions;
import io.ssehub.hub.session.Start;
import io.ssehub.hub.session.Welcome;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.log.Retention;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What a node does when others ask it to. */
class RespondentTest {
    private static final SessionLimits SESSION_LIMITS =
            new SessionLimits(1_000, 1_000, Duration.ZERO, Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(7));
    private static final FeedLimits FEED_LIMITS = new FeedLimits(
            1_000, 1_000, 1_000, 1, 0, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** A lane whose tasks are run at once; before each of them comes what was put in front. */
    private static final class Ambush implements Lane {
        private final Queue<Runnable> before = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            Runnable first = before.poll();
            if (first != null) {
                first.run();
            }
            task.run();
        }
    }

    /** Takes everything at once. */
    private static final class Gullible implements Sink {
        @Override
        public void write(ByteBuffer bytes, Done done) {
            done.onWritten(true);
        }

        @Override
        public void end() {}

        @Override
        public void abort() {}
    }

    private final Ambush lane = new Ambush();
    private final SessionMeters sessionMeters = nothing(SessionMeters.class);
    private final Feeds feeds =
            new Feeds(List.of(lane), nothing(Bus.class), FEED_LIMITS, nothing(FeedMeters.class), System::nanoTime);
    private final Sessions sessions = new Sessions(new NodeName("hub-1"), new ClientNames(false));
    private final Respondent respondent = new Respondent(new NodeId("n1"), sessions, feeds, nothing(NodeService.class));

    /** Does nothing, and answers with nothing. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> zero(method.getReturnType())));
    }

    private static Object zero(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private Session come() {
        SessionContext context = new SessionContext(
                feeds,
                Retention.DEFAULT,
                SESSION_LIMITS,
                sessionMeters,
                new Welcome("hub-1", Duration.ofSeconds(1)),
                Clock.systemUTC(),
                System::nanoTime);
        Reading reading = new Reading("alice", Map.of(Channel.client("alice"), new Start.Live()), false, Selection.ALL);
        Session session = new Session(context, reading, new Gullible(), sessions);
        sessions.begin(session);
        return session;
    }

    private int forget() {
        Message.Answer answer = respondent.answer(new Message.Ask("i1", "n2", Respondent.FORGET.name(), "alice"));
        return ClusterJson.read(answer.json(), Respondent.Left.class).connections();
    }

    @Test
    void aClientThatIsForgottenIsEnded() {
        Session session = come();

        assertThat(forget()).isEqualTo(1);
        assertThat(session.isLeaving()).isTrue();
    }

    @Test
    void whoComesWhileItsChannelIsForgottenIsEndedToo() {
        List<Session> late = new ArrayList<>();
        lane.before.add(() -> late.add(come()));

        assertThat(forget()).isEqualTo(1);
        assertThat(late).singleElement().matches(Session::isLeaving);
    }
}
