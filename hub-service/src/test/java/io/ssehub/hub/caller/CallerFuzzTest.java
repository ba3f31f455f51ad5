package io.ssehub.hub.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.fixture.Texts;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a ticket and a renewal stand for goes through Redis as one line, which grants no more than was written. */
class CallerFuzzTest {
    private static final Instant LATEST = Instant.ofEpochMilli(999_999_999_999_999_999L);

    @Provide
    static Arbitrary<List<String>> patterns() {
        return Texts.around(Texts.names()).filter(Grants::isValid).list().ofMaxSize(4);
    }

    @Provide
    static Arbitrary<Caller> callers() {
        return Combinators.combine(
                        Texts.names(),
                        patterns(),
                        patterns(),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, LATEST.toEpochMilli()))
                .as((client, topics, publish, admin, until) ->
                        Caller.of(client, new Grants(topics), new Grants(publish), admin, Instant.ofEpochMilli(until)));
    }

    @Provide
    static Arbitrary<String> lines() {
        return Texts.around(callers().map(Caller::written));
    }

    @Provide
    static Arbitrary<String> names() {
        return Texts.names();
    }

    @Property
    void whoIsWrittenReadsBack(@ForAll("callers") Caller caller) {
        assertThat(caller.written()).matches("[!-~]+( [!-~]+){4}").doesNotContain("\"", "\\");
        Caller read = Caller.read(caller.written()).orElseThrow();
        assertThat(read.written()).isEqualTo(caller.written());
        assertThat(read.until()).isEqualTo(caller.until());
    }

    @Property
    void anythingElseIsNobodyOrSomebodyWithAName(@ForAll("lines") String line, @ForAll("names") String topic) {
        Caller.read(line).ifPresent(caller -> {
            assertThat(caller.clientId()).isPresent().get().matches(Names::isValid);
            assertThat(caller.until()).isPresent();
            assertThat(caller.mayHear(Channel.CONTROL)).isFalse();
            assertThat(caller.mayPublishTo(Channel.CONTROL)).isFalse();
            assertThat(caller.mayBe(topic))
                    .isEqualTo(caller.clientId().orElseThrow().equals(topic));
        });
    }
}
