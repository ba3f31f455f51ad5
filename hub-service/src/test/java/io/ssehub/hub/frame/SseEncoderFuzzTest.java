package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.protocol.fixture.Texts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is in it, a stream is read as the events that were put into it: as many, as named, with the same data. */
class SseEncoderFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An event as it is given to the encoder; an empty id is none. */
    record Given(String name, byte[] data, String id, long retry) {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    static Arbitrary<String> texts() {
        return Texts.any();
    }

    /** UTF-8, and bytes that are none. */
    @Provide
    static Arbitrary<byte[]> data() {
        return Arbitraries.oneOf(
                Texts.any().map(SseEncoderFuzzTest::bytes),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60));
    }

    @Provide
    static Arbitrary<List<Given>> streams() {
        Arbitrary<String> ids = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.strings()
                        .withChars("0123456789abcdefghijklmnopqrstuvwxyz-.")
                        .ofMinLength(1)
                        .ofMaxLength(64));
        return Combinators.combine(
                        Texts.names(), data(), ids, Arbitraries.longs().between(-1, 300_000))
                .as(Given::new)
                .list()
                .ofMaxSize(5);
    }

    @Property
    void theEventsAreReadThatWereSent(
            @ForAll("streams") List<Given> given, @ForAll @IntRange(min = 1, max = 99) int pieces) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<SseEvent> expected = new ArrayList<>();
        String lastId = "";
        for (Given each : given) {
            if (each.retry() >= 0) {
                stream.writeBytes(SseEncoder.retry(each.retry()));
            }
            stream.writeBytes(SseEncoder.block(each.name(), each.data()));
            if (!each.id().isEmpty()) {
                stream.writeBytes(SseEncoder.id(each.id()));
                lastId = each.id();
            }
            stream.write('\n');
            expected.add(new SseEvent(each.name(), Streamed.received(each.data()), lastId));
        }
        assertThat(Streamed.events(stream.toByteArray(), pieces)).isEqualTo(expected);
    }

    @Property
    void aNameOrAnIdIsRefusedOrStaysOneLine(@ForAll("texts") String name, @ForAll("texts") String id) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Throwable refusal = catchThrowable(() -> {
            stream.writeBytes(SseEncoder.block(name, bytes("1")));
            stream.writeBytes(SseEncoder.id(id));
        });
        if (refusal == null) {
            stream.write('\n');
            String received = new String(bytes(name), StandardCharsets.UTF_8);
            assertThat(Streamed.events(stream.toByteArray(), 7))
                    .containsExactly(new SseEvent(received, "1", new String(bytes(id), StandardCharsets.UTF_8)));
        } else {
            assertThat(refusal).isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void aTextInJsonSurvivesTheWay(@ForAll("texts") String text) {
        String quoted = JsonText.quoted(text);
        List<SseEvent> events = Streamed.events(List.of(SseEncoder.block("t", bytes(quoted))));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().data()).doesNotContain("\n");
        assertThat(JSON.readTree(events.getFirst().data()).asString()).isEqualTo(text);
    }

    @Property
    void soDoesJsonThatSomebodyElseWrote(@ForAll("texts") String key, @ForAll("texts") String value) {
        var written = JSON.createObjectNode().put(key, value);
        byte[] sent = bytes(JsonText.encodable(written.toString()));
        assertThat(JSON.readTree(Streamed.events(List.of(SseEncoder.block("t", sent)))
                        .getFirst()
                        .data()))
                .isEqualTo(written);
    }
}
