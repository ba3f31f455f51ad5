package io.ssehub.worker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NudgesTest {
    private static List<String> read(String message) {
        List<String> cancelled = new ArrayList<>();
        Nudges.read(message, (client, id) -> cancelled.add(client + " " + id));
        return cancelled;
    }

    @Test
    void aCancellationNamesClientAndMessage() {
        assertThat(read("1 cancel alice m1")).containsExactly("alice m1");
    }

    static Stream<Recording> releases() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void thoseOfEveryReleaseAreHeard(Recording recording) {
        List<Recording.Line> nudges = recording.at(Recording.Kind.MESSAGE, Recording.PREFIX + ":nudges");
        assertThat(nudges).isNotEmpty().allSatisfy(line -> assertThat(read(line.value()))
                .singleElement()
                .asString()
                .startsWith("alice "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 cancel alice", "2 cancel alice m1", "1 other alice m1", "1 cancel alice m1 more"})
    void whatIsNotUnderstoodIsIgnored(String message) {
        assertThat(read(message)).isEmpty();
    }
}
