package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReaderWithoutResumeTest extends ReaderFixture {
    ReaderWithoutResumeTest() throws IOException {
        super(AT_ONCE.resume(false));
    }

    @Test
    void itComesBackWithoutSayingWhereItWas() throws InterruptedException {
        SseReader reader = open();
        one.next().stream().send("id: 5\ndata: a\n\n").close();

        assertThat(two.next().header("Last-Event-ID")).isEmpty();
        assertThat(reader.lastEventId()).isEqualTo("5");
    }
}
