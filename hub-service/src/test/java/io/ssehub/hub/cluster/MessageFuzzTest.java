package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.fixture.Texts;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is said on the channels of the nodes, what is taken of it can stand in a key and in a log. */
class MessageFuzzTest {
    @Provide
    static Arbitrary<String> messages() {
        Arbitrary<String> names = Texts.around(Texts.names());
        return Texts.around(Combinators.combine(
                        Arbitraries.of("ask", "answer", "tell"), names, names, names, Texts.any())
                .as((verb, inquiry, from, kind, rest) -> String.join(" ", "1", verb, inquiry, from, kind, rest)));
    }

    @Property
    void aMessageIsMadeOfNamesOrIsNone(@ForAll("messages") String words) {
        Message.read(words.getBytes(StandardCharsets.UTF_8)).ifPresent(message -> {
            switch (message) {
                case Message.Ask ask ->
                    assertThat(new String[] {ask.inquiry(), ask.from(), ask.kind(), ask.about()})
                            .allMatch(Names::isValid);
                case Message.Answer answer ->
                    assertThat(new String[] {answer.inquiry(), answer.from()}).allMatch(Names::isValid);
            }
        });
    }
}
