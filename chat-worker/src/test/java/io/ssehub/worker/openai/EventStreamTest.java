package io.ssehub.worker.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final int MOST = 10;

    private final EventStream stream = new EventStream(new ByteArrayInputStream(new byte[1_000]), MOST);

    @Test
    void whatIsHeardMayGoOnForEver() throws IOException {
        int read = 0;
        while (stream.read() >= 0) {
            if (++read % MOST == 0) {
                stream.heard();
            }
        }
        assertThat(read).isEqualTo(1_000);
    }

    @Test
    void whatIsNotHeardIsBounded() throws IOException {
        assertThat(stream.read(new byte[MOST + 1])).isEqualTo(MOST + 1);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("more than 10 bytes");
    }

    @Test
    void aDecoderIsNotTemptedToReadAhead() {
        assertThat(stream.available()).isZero();
    }
}
