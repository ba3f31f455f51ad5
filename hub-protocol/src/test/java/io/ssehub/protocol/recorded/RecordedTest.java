package io.ssehub.protocol.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.Recording;
import io.ssehub.protocol.fixture.Recording.Kind;
import io.ssehub.protocol.fixture.Recording.Line;
import io.ssehub.protocol.log.EntryRef;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries, messages, heads and cursors of every release, as it wrote them. */
class RecordedTest {
    private static final RedisKeys KEYS = new RedisKeys(Recording.PREFIX, 0);

    static Stream<Recording> releases() {
        return Recording.all();
    }

    private static LogEntry entry(Line line) {
        return LogEntry.fromStream(
                line.id(), line.values().stream().map(Answers::arg).toList());
    }

    /** The logs by their channels. */
    private static Map<Channel, List<LogEntry>> logs(Recording recording) {
        return recording.lines(Kind.ENTRY, Recording.PREFIX).stream()
                .filter(line -> KEYS.channelOfLog(line.key()).isPresent())
                .collect(Collectors.groupingBy(
                        line -> KEYS.channelOfLog(line.key()).orElseThrow(),
                        () -> new TreeMap<>(Comparator.comparing(Channel::toString)),
                        Collectors.mapping(RecordedTest::entry, Collectors.toList())));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatStandsInALogWasAnnouncedTheSameWay(Recording recording) {
        Map<Channel, List<LogEntry>> logs = logs(recording);
        assertThat(logs.keySet())
                .extracting(Channel::toString)
                .containsExactly("broadcast", "client/alice", "control", "topic/news");
        logs.forEach((channel, entries) -> assertThat(recording.at(Kind.MESSAGE, KEYS.log(channel)))
                .extracting(line -> LogEntry.fromMessage(Answers.arg(line.value())))
                .isEqualTo(entries));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void positionsFollowEachOtherUpToTheHead(Recording recording) {
        logs(recording).forEach((channel, entries) -> {
            Position at = Position.START;
            for (LogEntry entry : entries) {
                Position from = at;
                assertThat(entry.position())
                        .satisfiesAnyOf(
                                next -> assertThat(next).isEqualTo(from.next()),
                                first -> assertThat(entry.ref()).isInstanceOf(EntryRef.Gap.class));
                at = entry.position();
            }
            List<String> head =
                    recording.at(Kind.HASH, KEYS.head(channel)).getFirst().values();
            assertThat(head.get(head.indexOf("epoch") + 1) + "-" + head.get(head.indexOf("offset") + 1))
                    .isEqualTo(at.toString());
        });
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyKindOfReferenceIsKnown(Recording recording) {
        assertThat(logs(recording).values().stream().flatMap(Collection::stream).map(LogEntry::ref))
                .hasAtLeastOneElementOfType(EntryRef.Gap.class)
                .hasAtLeastOneElementOfType(EntryRef.Start.class)
                .hasAtLeastOneElementOfType(EntryRef.Fragment.class)
                .hasAtLeastOneElementOfType(EntryRef.End.class)
                .contains(EntryRef.NONE);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aCursorNamesWhereItsReaderWas(Recording recording) {
        Channel alice = Channel.client("alice");
        Channel news = Channel.topic("news");
        List<Cursor> cursors = recording.lines(Kind.CURSOR, "").stream()
                .map(line -> Cursor.parse(line.value()).orElseThrow())
                .toList();
        assertThat(cursors).extracting(cursor -> cursor.of(alice)).allMatch(Optional::isPresent);
        assertThat(cursors.getFirst().of(news).orElseThrow().isBeforeAny()).isTrue();
        assertThat(cursors.getLast().isEnded()).isTrue();
        Map<Channel, List<LogEntry>> logs = logs(recording);
        for (Channel channel : List.of(alice, news, Channel.BROADCAST)) {
            assertThat(cursors.getLast().of(channel))
                    .contains(logs.get(channel).getLast().position());
        }
    }
}
