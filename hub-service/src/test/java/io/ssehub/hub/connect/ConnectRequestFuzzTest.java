package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.http.ApiException;
import io.ssehub.protocol.channel.InvalidNameException;
import io.ssehub.protocol.fixture.Texts;
import io.ssehub.protocol.position.Cursor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked for, a connection reads few channels, or is refused in the documented words. */
class ConnectRequestFuzzTest {
    @Provide
    static Arbitrary<ConnectRequest.Raw> requests() {
        Arbitrary<String> names = Texts.around(Texts.names());
        Arbitrary<String> topics = names.list().ofMaxSize(20).map(list -> String.join(",", list));
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<String> cursors = Texts.around(
                        Arbitraries.of("1-b0", "1e", "1-chlyunmi8o5qio.c-bmi8o5qip.1-ta6udrmi8o5qiq"))
                .injectNull(0.3);
        Arbitrary<String> from =
                Texts.around(Arbitraries.of("start", "acked", "")).injectNull(0.5);
        return Combinators.combine(names, topics, flags, flags, flags, cursors, cursors, from)
                .as(ConnectRequest.Raw::new);
    }

    @Property
    void aRequestIsUnderstoodOrRefused(@ForAll("requests") ConnectRequest.Raw raw) {
        try {
            ConnectRequest request = ConnectRequest.read(raw, Cursor.MAX_CHANNELS);
            assertThat(request.reading().channels()).hasSizeBetween(1, Cursor.MAX_CHANNELS);
            assertThat(request.reading().clientId()).isEqualTo(raw.clientId());
        } catch (InvalidNameException | ApiException refusal) {
            assertThat(refusal.getMessage()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(200);
        }
    }
}
