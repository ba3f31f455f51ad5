package io.ssehub.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    @Test
    void itComesBackAsItWas() {
        Stamp stamp = new Stamp("pub \"1\"", "topic/news", 7, 1_700_000_000_000_000L);

        assertThat(Stamp.decode(stamp.encode())).isEqualTo(stamp);
        assertThat(stamp.encode())
                .isEqualTo(
                        "{\"publisher\":\"pub \\\"1\\\"\",\"channel\":\"topic/news\",\"sequence\":7,\"time\":1700000000000000}");
    }

    @Test
    void itIsFilledUpToASize() {
        Stamp stamp = new Stamp("p", "broadcast", 7, 1);

        assertThat(stamp.encode(1000)).hasSize(1000);
        assertThat(Stamp.decode(stamp.encode(1000))).isEqualTo(stamp);
        assertThat(Stamp.decode(stamp.encode(1))).isEqualTo(stamp);
    }

    /** What is nearly as this program writes it is read by a JSON parser, and refused if that does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":7,\"time\":8",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":7,\"time\":8,\"filler\":\"x",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":7,\"time\":8,\"filler\":\"x\"",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":7,\"time\":8,\"filler\":\"x\"}}",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":7,\"time\":8,\"filler\":\"\"x\"}",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":07,\"time\":8}",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":,\"time\":8}",
                "{\"publisher\":\"\",\"channel\":\"c\",\"sequence\":7,\"time\":8}",
                "{\"publisher\":\"p",
                "{\"publisher\":\"p\",\"channel\":\"c\",\"sequence\":9999999999999999999,\"time\":8}",
            })
    void nearlyIsNot(String data) {
        assertThat(Stamp.decode(data)).isNull();
    }

    @Test
    void namesMayBeAnything() {
        Stamp stamp = new Stamp("a\\\"b\u0001 é你", "topic/\n", 1, 2);

        assertThat(Stamp.decode(stamp.encode())).isEqualTo(stamp);
        assertThat(Stamp.decode(stamp.encode(200))).isEqualTo(stamp);
        assertThat(stamp.encode(200).getBytes(StandardCharsets.UTF_8)).hasSize(200);
    }

    @Test
    void itsTimeIsFoundWithoutReadingTheRest() {
        Stamp stamp = new Stamp("p", "broadcast", 7, 1_700_000_000_000_000L);

        assertThat(Stamp.timeMicros(stamp.encode())).isEqualTo(stamp.timeMicros());
        assertThat(Stamp.timeMicros("{\"ping\":1}")).isZero();
        assertThat(Stamp.timeMicros("{\"time\":\"noon\"}")).isZero();
    }

    @Test
    void orderSpacesAndFurtherFieldsDoNotMatter() {
        String data = " { \"time\": 3, \"more\": {\"publisher\": [1, {}]}, \"sequence\": 2,\n"
                + "\"channel\": \"broadcast\", \"publisher\": \"p\" } ";

        assertThat(Stamp.decode(data)).isEqualTo(new Stamp("p", "broadcast", 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tick",
                "[]",
                "1",
                "null",
                "{}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":1}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":0,\"time\":1}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":\"1\",\"time\":1}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":1.5,\"time\":1}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":99999999999999999999,\"time\":1}",
                "{\"publisher\":{\"a\":1},\"channel\":\"broadcast\",\"sequence\":1,\"time\":1}",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":1,\"time\":1",
                "{\"publisher\":\"p\",\"channel\":\"broadcast\",\"sequence\":1,\"time\":1}{}",
            })
    void anythingElseIsNoStamp(String data) {
        assertThat(Stamp.decode(data)).isNull();
    }
}
