package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.Texts;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a log holds, whoever wrote it, is shown to a reader as one event an entry, or as a gap. */
class FrameFuzzTest {
    private static final Channel NEWS = Channel.topic("news");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    static Arbitrary<Position> positions() {
        Arbitrary<Long> epochs = Arbitraries.longs().between(0, Long.MAX_VALUE);
        return Combinators.combine(epochs, epochs).as(Position::new);
    }

    @Provide
    static Arbitrary<String> events() {
        return Texts.around(Texts.names().map(name -> name.substring(0, Math.min(64, name.length()))));
    }

    @Provide
    static Arbitrary<String> refs() {
        return Texts.around(Arbitraries.oneOf(
                Arbitraries.of("-", "start/m1/1", "frag/m1/1/0", "end/m1/1"),
                positions().map(from -> "gap/failover/" + from)));
    }

    @Provide
    static Arbitrary<String> messages() {
        return Texts.around(Combinators.combine(positions(), events(), refs(), data())
                .as((position, event, ref, data) -> "1 " + position + " 5 " + event + " " + ref + "\n" + data));
    }

    @Provide
    static Arbitrary<String> data() {
        return Arbitraries.oneOf(Texts.any(), Texts.any().map(JsonText::quoted));
    }

    @Provide
    static Arbitrary<List<String>> contents() {
        return Texts.any().list().ofMinSize(2).ofMaxSize(6);
    }

    private static void assertOneEvent(Frame frame, Position at, boolean envelope) {
        List<SseEvent> events = Streamed.events(List.of(frame.blockFor(at, envelope)));
        assertThat(events).hasSize(1);
        assertThat(EventNames.isValid(events.getFirst().type())).isTrue();
        assertThat(events.getFirst().type()).isEqualTo(frame.event());
        if (!envelope && !frame.isEpoch()) {
            assertThat(events.getFirst().data()).isEqualTo(Streamed.received(frame.data()));
        }
    }

    @Property
    void whatIsHeardIsOneEventOrNothing(
            @ForAll("messages") String message, @ForAll("positions") Position at, @ForAll boolean envelope) {
        Frame frame = Frame.ofMessage(NEWS, bytes(message));
        if (frame != null) {
            assertOneEvent(frame, at, envelope);
        }
    }

    @Property
    void whatIsReadIsOneEvent(
            @ForAll("positions") Position id,
            @ForAll("events") String event,
            @ForAll("refs") String ref,
            @ForAll("data") String data,
            @ForAll boolean envelope) {
        Position real = new Position(Math.max(1, id.epoch()), id.offset());
        Frame frame = Frame.ofStream(
                NEWS,
                real.toString(),
                Stream.of("v", "1", "t", "5", "e", event, "r", ref, "d", data)
                        .map(FrameFuzzTest::bytes)
                        .toList());
        assertOneEvent(frame, Position.START, envelope);
        assertOneEvent(frame, frame.before(), envelope);
    }

    @Property
    void anEnvelopeAroundJsonIsJson(@ForAll("events") String event, @ForAll("data") String text) {
        String quoted = JsonText.quoted(text);
        Frame frame = Frame.ofMessage(NEWS, bytes("1 100-1 5 " + event + " -\n" + quoted));
        if (frame != null && frame.event().equals(event)) {
            String data = Streamed.events(List.of(frame.blockFor(Position.START, true)))
                    .getFirst()
                    .data();
            JsonNode envelope = JSON.readTree(data);
            assertThat(envelope.propertyNames()).containsExactly("channel", "position", "data");
            assertThat(envelope.path("data").asString()).isEqualTo(text);
        }
    }

    @Property
    void fragmentsThatAreJoinedSayTheSame(
            @ForAll("contents") List<String> contents, @ForAll @IntRange(min = 1, max = 100_000) int most) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            String data = "{\"clientId\":\"alice\",\"id\":\"m1\",\"attempt\":1,\"index\":" + i + ",\"lastIndex\":" + i
                    + ",\"content\":" + JsonText.quoted(contents.get(i)) + ",\"isLast\":false}";
            frames.add(fragment(i, data));
        }
        assertThat(text(Runs.joined(frames, most))).isEqualTo(String.join("", contents));
    }

    @Property
    void fragmentsThatNobodyOfUsWroteAreNoMoreEventsThanThereAre(@ForAll("contents") List<String> parts) {
        List<Frame> frames = new ArrayList<>();
        String honest =
                "{\"clientId\":\"alice\",\"id\":\"m1\",\"attempt\":1,\"index\":%d,\"lastIndex\":%d,\"content\":\"";
        for (int i = 0; i < parts.size(); i++) {
            frames.add(fragment(i, honest.formatted(i, i) + parts.get(i) + "\",\"isLast\":false}"));
        }
        List<Frame> joined = Runs.joined(frames, 1 << 20);
        assertThat(joined.stream().mapToInt(Frame::entries).sum()).isEqualTo(frames.size());
        joined.forEach(frame -> assertOneEvent(frame, Position.START, false));
    }

    private static Frame fragment(int index, String data) {
        Frame frame = Frame.ofMessage(
                NEWS, bytes("1 100-" + (index + 2) + " 5 messageFragment frag/m1/1/" + index + "\n" + data));
        assertThat(frame).isNotNull();
        return frame;
    }

    private static String text(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        for (SseEvent event : Streamed.events(frames.stream()
                .map(frame -> frame.blockFor(Position.START, false))
                .toList())) {
            text.append(JSON.readTree(event.data()).path("content").asString());
        }
        return text.toString();
    }
}
