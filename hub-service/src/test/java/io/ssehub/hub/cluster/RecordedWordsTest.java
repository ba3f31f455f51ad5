package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.Recording;
import io.ssehub.protocol.fixture.Recording.Kind;
import io.ssehub.protocol.fixture.Recording.Line;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hubs and workers of every release say to hubs: questions, answers, reports, orders, tickets. */
class RecordedWordsTest {
    private static final RedisKeys KEYS = new RedisKeys(Recording.PREFIX, 0);

    private static final List<String> KINDS = Stream.of(
                    Respondent.CLIENT,
                    Respondent.END,
                    Respondent.FORGET,
                    Respondent.ENDINGS,
                    Respondent.DRAIN,
                    Respondent.TAKE_BACK)
            .map(Respondent.Kind::name)
            .toList();

    static Stream<Recording> releases() {
        return Recording.all();
    }

    private static List<Message> said(Recording recording) {
        return recording.lines(Kind.MESSAGE, KEYS.nodes()).stream()
                .map(line -> Message.read(Answers.arg(line.value())).orElseThrow())
                .toList();
    }

    private static <T> List<T> reports(Recording recording, String leases, Class<T> type) {
        List<String> values = recording.at(Kind.HASH, leases).getFirst().values();
        return Stream.iterate(1, i -> i < values.size(), i -> i + 2)
                .map(i -> values.get(i).split(" ", 3)[2])
                .map(report -> ClusterJson.read(report, type))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void questionsAreKnown(Recording recording) {
        List<String> kinds = said(recording).stream()
                .filter(Message.Ask.class::isInstance)
                .map(message -> ((Message.Ask) message).kind())
                .toList();
        assertThat(kinds).contains(Respondent.CLIENT.name(), Respondent.ENDINGS.name());
        assertThat(KINDS).containsAll(kinds);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void answersAreUnderstood(Recording recording) {
        List<PresenceView.Connection> connections = said(recording).stream()
                .filter(message -> message instanceof Message.Answer answer
                        && answer.understood()
                        && answer.json().contains("\"connections\""))
                .map(message -> ClusterJson.read(((Message.Answer) message).json(), Respondent.Connections.class))
                .flatMap(answer -> answer.connections().stream())
                .toList();
        assertThat(connections).isNotEmpty().allSatisfy(connection -> {
            assertThat(connection.channels()).contains("client/alice", "topic/news");
            assertThat(connection.positions()).containsKey("topic/news");
            assertThat(connection.mode()).isNotEmpty();
            assertThat(connection.sent().events()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("releases")
    void reportsTellWhoIsThere(Recording recording) {
        assertThat(reports(recording, KEYS.nodes(), NodeReport.class))
                .isNotEmpty()
                .allSatisfy(report -> {
                    assertThat(report.node()).isNotEmpty();
                    assertThat(report.name()).startsWith("hub-");
                    assertThat(report.version()).isEqualTo(recording.release());
                    assertThat(report.ready()).isTrue();
                });
        assertThat(reports(recording, KEYS.workers(), ClusterReader.WorkerReport.class))
                .isNotEmpty()
                .allSatisfy(report -> {
                    assertThat(report.version()).isEqualTo(recording.release());
                    assertThat(report.capacity()).isPositive();
                });
    }

    @ParameterizedTest
    @MethodSource("releases")
    void entriesAndMessagesCanBeShown(Recording recording) {
        for (Kind kind : List.of(Kind.ENTRY, Kind.MESSAGE)) {
            for (Line line : recording.lines(kind, Recording.PREFIX)) {
                KEYS.channelOfLog(line.key())
                        .map(channel -> frame(channel, line))
                        .ifPresent(frame -> assertThat(frame.reason()).isNotEqualTo(GapReason.UNREADABLE));
            }
        }
    }

    private static Frame frame(Channel channel, Line line) {
        return line.kind() == Kind.MESSAGE
                ? Objects.requireNonNull(Frame.ofMessage(channel, Answers.arg(line.value())))
                : Frame.ofStream(
                        channel,
                        line.id(),
                        line.values().stream().map(Answers::arg).toList());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whomOrdersAndTicketsStandForIsRead(Recording recording) {
        List<String> callers = Stream.concat(
                        recording.at(Kind.ENTRY, KEYS.log(Channel.CONTROL)).stream()
                                .filter(line -> line.values().get(5).equals("renew"))
                                .map(line ->
                                        line.values().get(9).replace("\"", "").split(" ", 2)[1]),
                        recording.lines(Kind.STRING, KEYS.ticket("")).stream().map(Line::value))
                .toList();
        assertThat(callers).hasSizeGreaterThanOrEqualTo(2).allSatisfy(written -> {
            Caller caller = Caller.read(written).orElseThrow();
            assertThat(caller.clientId()).contains("alice");
            assertThat(caller.mayHear(Channel.topic("news"))).isTrue();
            assertThat(caller.mayHear(Channel.topic("sport"))).isFalse();
        });
    }
}
