package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets an event stream, and who JSON. */
class AcceptsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream                                 | true",
                "TEXT/EVENT-STREAM                                 | true",
                "text/event-stream, */*                            | true",
                "text/event-stream, */*;q=0.1                      | true",
                "text/*                                            | true",
                "application/json;q=0.5, text/event-stream         | true",
                "text/event-stream;q=0.5, application/json;q=0.4   | true",
                "application/json, text/event-stream;q=0.9         | false",
                "application/json, text/event-stream               | false",
                "text/event-stream;q=0                             | false",
                "text/event-stream;q=0, */*                        | false",
                "*/*, text/event-stream;q=0.5                      | false",
                "*/*                                               | false",
                "application/json                                  | false",
                "text/html                                         | false",
                "nonsense                                          | false",
                "text/event-stream;q=2                             | false"
            })
    void theStreamIsForThoseWhoWouldRatherHaveIt(String accept, boolean stream) {
        assertThat(Accepts.eventStream(accept)).isEqualTo(stream);
    }

    @Test
    void whoSaysNothingGetsJson() {
        assertThat(Accepts.eventStream(null)).isFalse();
        assertThat(Accepts.eventStream(" ")).isFalse();
    }
}
