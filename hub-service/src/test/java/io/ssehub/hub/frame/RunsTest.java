package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Neighbouring fragments become one event that says the same; anything else stays as it is. */
class RunsTest {
    private static final Channel ALICE = Channel.client("alice");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ENOUGH = 16 * 1024;

    private final List<Frame> frames = new ArrayList<>();
    private int offset = 1;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void entry(String event, String ref, byte[] data) {
        frames.add(Frame.ofStream(
                ALICE,
                "1700000000000-" + ++offset,
                List.of(
                        bytes("v"),
                        bytes("1"),
                        bytes("t"),
                        bytes("5"),
                        bytes("e"),
                        bytes(event),
                        bytes("r"),
                        bytes(ref),
                        bytes("d"),
                        data)));
    }

    private void fragment(String id, int attempt, int index, byte[] content, boolean isLast, String more) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(bytes("{\"clientId\":\"alice\",\"id\":\"" + id + "\",\"attempt\":" + attempt + ",\"index\":"
                + index + ",\"lastIndex\":" + index + ",\"content\":\""));
        data.writeBytes(content);
        data.writeBytes(bytes("\",\"isLast\":" + isLast + more + "}"));
        entry("messageFragment", "frag/" + id + "/" + attempt + "/" + index, data.toByteArray());
    }

    private void fragment(String id, int attempt, int index, String content) {
        fragment(id, attempt, index, bytes(content), false, "");
    }

    private List<Frame> joined() {
        return Runs.joined(frames, ENOUGH);
    }

    private static JsonNode json(Frame frame) {
        return JSON.readTree(frame.data());
    }

    private static String shown(Frame frame) {
        JsonNode data = json(frame);
        return data.path("id").asString() + "/" + data.path("attempt").asInt() + " "
                + data.path("index").asInt() + "-" + data.path("lastIndex").asInt() + " "
                + data.path("content").asString();
    }

    @Test
    void aRunIsOneEventWithItsRangeItsTextAndTheLastPosition() {
        fragment("m1", 1, 4, "a");
        fragment("m1", 1, 5, "b");
        fragment("m1", 1, 6, bytes("c"), true, "");
        List<Frame> joined = joined();
        assertThat(joined).hasSize(1);
        Frame run = joined.getFirst();
        assertThat(new String(run.data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"clientId\":\"alice\",\"id\":\"m1\",\"attempt\":1,\"index\":4,\"lastIndex\":6,"
                        + "\"content\":\"abc\",\"isLast\":true}");
        assertThat(run.event()).isEqualTo("messageFragment");
        assertThat(run.entries()).isEqualTo(3);
        assertThat(run.position()).isEqualTo(new Position(1_700_000_000_000L, 4));
        assertThat(run.before()).isEqualTo(new Position(1_700_000_000_000L, 1));
        assertThat(run.follows(run.before())).isTrue();
        assertThat(run.follows(new Position(1_700_000_000_000L, 3)))
                .as("a reader that has a part of it")
                .isFalse();
        assertThat(run.ref().ofMessage()).contains("m1");
    }

    @Test
    void whatComesBetweenEndsARun() {
        fragment("m1", 1, 0, "a");
        fragment("m2", 1, 0, "x");
        fragment("m1", 1, 1, "b");
        fragment("m1", 1, 2, "c");
        entry("tick", "-", bytes("1"));
        fragment("m1", 1, 3, "d");
        assertThat(joined()).hasSize(5).element(2).extracting(RunsTest::shown).isEqualTo("m1/1 1-2 bc");
    }

    @Test
    void anotherAttemptAHoleAndAnotherKindEndARun() {
        fragment("m1", 1, 0, "a");
        fragment("m1", 2, 1, "b");
        fragment("m1", 2, 3, "c");
        fragment("m1", 2, 4, bytes("d"), false, ",\"kind\":\"reasoning\"");
        fragment("m1", 2, 5, bytes("e"), false, ",\"kind\":\"reasoning\"");
        fragment("m1", 2, 6, "f");
        offset++;
        fragment("m1", 2, 7, "g");
        List<Frame> joined = joined();
        assertThat(joined)
                .extracting(RunsTest::shown)
                .containsExactly("m1/1 0-0 a", "m1/2 1-1 b", "m1/2 3-3 c", "m1/2 4-5 de", "m1/2 6-6 f", "m1/2 7-7 g");
        assertThat(json(joined.get(3)).path("kind").asString()).isEqualTo("reasoning");
    }

    @Test
    void aRunIsBounded() {
        for (int i = 0; i < 10; i++) {
            fragment("m1", 1, i, "12345");
        }
        assertThat(Runs.joined(frames, 22)).extracting(Frame::entries).containsExactly(4, 4, 2);
        assertThat(Runs.joined(frames, 4)).as("each is more than that").hasSize(10);
        assertThat(Runs.joined(frames, 0)).as("switched off").isSameAs(frames);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\ud83c         | \\udf19          | 🌙",
                "a\\\\           | n                | a\\n",
                "\\\"            | ,\\\"isLast\\\":true} | \",\"isLast\":true}",
                "\\\\            | \\\"             | \\\"",
                ",\\\"index\\\":7 | 月               | ,\"index\":7月"
            })
    void contentsAreJoinedWhateverIsInThem(String one, String other, String text) {
        fragment("m1", 1, 0, one);
        fragment("m1", 1, 1, other);
        assertThat(joined()).hasSize(1).first().extracting(RunsTest::shown).isEqualTo("m1/1 0-1 " + text);
    }

    @Test
    void aCharacterWhoseBytesCameApartIsWholeAgain() {
        byte[] moon = bytes("🌙");
        fragment("m1", 1, 0, new byte[] {moon[0], moon[1]}, false, "");
        fragment("m1", 1, 1, new byte[] {moon[2], moon[3]}, false, "");
        assertThat(joined()).hasSize(1).first().extracting(RunsTest::shown).isEqualTo("m1/1 0-1 🌙");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "{\"index\":1}",
                "{\"id\":\"m1\",\"index\":1,\"lastIndex\":1,\"content\":\"a",
                "{\"id\":\"m1\",\"index\":1,\"lastIndex\":1,\"content\":\"a\\",
                "{\"id\":\"m1\",\"index\":1,\"lastIndex\":1,\"content\":\"a\",\"isLast\":null}",
                "{\"id\":\"m1\",\"index\":1,\"lastIndex\":0,\"content\":\"a\",\"isLast\":false}",
                "{\"id\":\"m1\",\"index\":,\"lastIndex\":1,\"content\":\"a\",\"isLast\":false}",
                "{\"id\":\"m1\",\"index\":1234567890,\"lastIndex\":1,\"content\":\"a\",\"isLast\":false}"
            })
    void dataOfAnotherShapeStaysAsItIs(String data) {
        entry("messageFragment", "frag/m1/1/0", bytes(data));
        entry("messageFragment", "frag/m1/1/1", bytes(data));
        entry("messageFragment", "frag/m1/1/2", bytes(data));
        assertThat(joined()).containsExactlyElementsOf(frames);
    }
}
