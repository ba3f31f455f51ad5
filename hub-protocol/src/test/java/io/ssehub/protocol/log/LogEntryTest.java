package io.ssehub.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogEntryTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> fields(String... texts) {
        return Stream.of(texts).map(LogEntryTest::bytes).toList();
    }

    @Test
    void streamAndMessageCarryTheSame() {
        LogEntry fromStream = LogEntry.fromStream(
                "7-3",
                fields(
                        "v",
                        "1",
                        "t",
                        "1763718000000",
                        "e",
                        "messageFragment",
                        "r",
                        "frag/m1/2/5",
                        "d",
                        "{\"a\":\"好\"}"));
        LogEntry fromMessage =
                LogEntry.fromMessage(bytes("1 7-3 1763718000000 messageFragment frag/m1/2/5\n{\"a\":\"好\"}"));
        assertThat(fromStream).isEqualTo(fromMessage);
        assertThat(fromStream.position()).isEqualTo(new Position(7, 3));
        assertThat(fromStream.timeMillis()).isEqualTo(1_763_718_000_000L);
        assertThat(fromStream.ref()).isEqualTo(new EntryRef.Fragment("m1", 2, 5));
        assertThat(fromStream.dataText()).isEqualTo("{\"a\":\"好\"}");
    }

    @Test
    void dataMayHoldLineFeedsAfterTheFirst() {
        assertThat(LogEntry.fromMessage(bytes("1 7-3 9 tick -\na\nb")).dataText())
                .isEqualTo("a\nb");
    }

    @Test
    void anotherVersionIsRefusedWithItsPosition() {
        assertThatThrownBy(() -> LogEntry.fromMessage(bytes("2 7-3 9 tick - more\nx")))
                .isInstanceOfSatisfying(UnreadableEntryException.class, e -> assertThat(e.position())
                        .isEqualTo(new Position(7, 3)));
        assertThatThrownBy(() -> LogEntry.fromStream("7-3", fields("v", "2", "x", "y")))
                .isInstanceOf(UnreadableEntryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 7-3", "1 7-3 x tick -\nd", "1 seven 9 tick -\nd", "1 7-3 9 tick -"})
    void whatNobodyOfUsWroteIsRefused(String message) {
        assertThatThrownBy(() -> LogEntry.fromMessage(bytes(message))).isInstanceOf(UnreadableEntryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "start/m1/1", "frag/m1/1/0", "end/m1/3", "gap/failover/17-4", "gap/vanished/0-0"})
    void referencesReadBack(String written) {
        assertThat(EntryRef.parse(written)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frag/m1", "frag/m1/x/y", "gap/sunspots/1-1", "new/form/1"})
    void unknownReferencesAreNone(String written) {
        assertThat(EntryRef.parse(written)).isEqualTo(EntryRef.NONE);
    }
}
