package io.ssehub.hub.cluster;

import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.RecentEndings;
import io.ssehub.hub.session.SessionId;
import io.ssehub.hub.session.SessionSnapshot;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what nodes ask each other, from what this one knows. Thread-safe; waits for nothing but a lane of this node. */
final class Respondent {
    /** Most connections of a client that a node tells of; each may take a few kilobytes. */
    private static final int MOST_CONNECTIONS = 50;

    /** A lane that does not get round to it in this time is stuck; then nothing is answered. */
    private static final Duration LANE_PATIENCE = Duration.ofSeconds(10);

    /**
     * What can be asked.
     *
     * @param name as it is written in the question
     * @param answer what is answered
     */
    record Kind<T>(String name, Class<T> answer) {}

    static final Kind<Connections> CLIENT = new Kind<>("client", Connections.class);
    static final Kind<Obeyed> END = new Kind<>("end", Obeyed.class);
    static final Kind<Left> FORGET = new Kind<>("forget", Left.class);
    static final Kind<Endings> ENDINGS = new Kind<>("endings", Endings.class);
    static final Kind<Obeyed> DRAIN = new Kind<>("drain", Obeyed.class);
    static final Kind<Obeyed> TAKE_BACK = new Kind<>("take-back", Obeyed.class);

    /** A client's connections on one node, oldest first, and how many more there are. */
    record Connections(List<PresenceView.Connection> connections, int more) {
        Connections {
            connections = orNone(connections);
        }
    }

    /** Connections of one node that ended, newest first. */
    record Endings(List<EndingsView.Ended> endings) {
        Endings {
            endings = orNone(endings);
        }
    }

    /** How many connections of a client were ended. */
    record Left(int connections) {}

    /** Whether there was something to do. */
    record Obeyed(boolean done) {}

    private final String self;
    private final Sessions sessions;
    private final Feeds feeds;
    private final NodeService service;
    private final Map<String, Function<String, Object>> answers;

    /** A node of another version may leave it out. */
    private static <T> List<T> orNone(@Nullable List<T> told) {
        return told == null ? List.of() : told;
    }

    Respondent(NodeId self, Sessions sessions, Feeds feeds, NodeService service) {
        this.self = self.value();
        this.sessions = sessions;
        this.feeds = feeds;
        this.service = service;
        this.answers = Map.of(
                CLIENT.name,
                this::connections,
                END.name,
                id -> new Obeyed(sessions.end(new SessionId(id), Ending.OPERATOR)),
                FORGET.name,
                this::forget,
                ENDINGS.name,
                most -> endings(number(most)),
                DRAIN.name,
                none -> drain(),
                TAKE_BACK.name,
                none -> new Obeyed(service.takeBack()));
    }

    Message.Answer answer(Message.Ask question) {
        Function<String, Object> answer = answers.get(question.kind());
        return answer == null
                ? new Message.Answer(question.inquiry(), self, false, "")
                : new Message.Answer(question.inquiry(), self, true, ClusterJson.write(answer.apply(question.about())));
    }

    /** None of what is no number. */
    private static int number(String written) {
        try {
            return Math.max(0, Integer.parseInt(written));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private Connections connections(String clientId) {
        List<SessionSnapshot> all = sessions.of(clientId);
        List<PresenceView.Connection> shown = all.stream()
                .sorted(Comparator.comparing(SessionSnapshot::since))
                .limit(MOST_CONNECTIONS)
                .map(this::connection)
                .toList();
        return new Connections(shown, all.size() - shown.size());
    }

    private PresenceView.Connection connection(SessionSnapshot seen) {
        Map<String, String> positions = new LinkedHashMap<>();
        seen.sent().forEach((channel, position) -> positions.put(channel.toString(), position.toString()));
        return new PresenceView.Connection(
                seen.id().value(),
                self,
                seen.since(),
                List.copyOf(positions.keySet()),
                seen.mode().code(),
                seen.cursor(),
                positions,
                seen.lastSent(),
                seen.queuedBytes(),
                new PresenceView.Sent(seen.events(), seen.bytes()));
    }

    /** Ends a client's connections and forgets its channel; what this node had asked of Redis about it is sent by then. */
    private Left forget(String clientId) {
        int ended = endAllOf(clientId);
        feeds.forget(Channel.client(clientId))
                .toCompletableFuture()
                .orTimeout(LANE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        // Who has come in between listens to a feed that is gone, and would hear nothing any more.
        return new Left(ended + endAllOf(clientId));
    }

    private int endAllOf(String clientId) {
        return sessions.endAllOf(clientId, session -> !session.isLeaving(), Ending.DISCONNECTED);
    }

    private Endings endings(int most) {
        return new Endings(
                sessions.endings().newest(most).stream().map(this::ended).toList());
    }

    private EndingsView.Ended ended(RecentEndings.Ended was) {
        return new EndingsView.Ended(
                was.id().value(),
                was.clientId(),
                self,
                was.since(),
                was.at(),
                was.why().code(),
                was.events(),
                was.bytes());
    }

    private Obeyed drain() {
        service.drain();
        return new Obeyed(true);
    }
}
