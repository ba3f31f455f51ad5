package io.ssehub.worker.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResponseBodyTest {
    private final ResponseBody body = new ResponseBody();
    private final Source source = new Source();

    /** Counts what it is asked for. */
    private static final class Source implements Flow.Subscription {
        private long requested;
        private boolean cancelled;

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatCameBeforeAFailureIsHandedOverFirst() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("Hel"), bytes(""), bytes("lo")));
        body.onError(new IOException("cut"));
        assertThat(new String(body.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("Hello");
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("cut");
    }

    @Test
    void whatCameBeforeTheEndIsHandedOverFirst() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("Hello")));
        body.onComplete();
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Hello");
    }

    @Test
    void moreIsAskedForOnlyWhenAllIsRead() throws IOException {
        body.onSubscribe(source);
        assertThat(source.requested).isEqualTo(1);
        body.onNext(List.of(bytes("ab"), bytes("c")));
        body.readNBytes(2);
        assertThat(source.requested).isEqualTo(1);
        assertThat(body.read()).isEqualTo('c');
        assertThat(source.requested).isEqualTo(2);
    }

    @Test
    void closedItIsAtItsEndForWhoeverWaitsToo() throws Exception {
        body.onSubscribe(source);
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread reading = Thread.ofPlatform().start(() -> {
            try {
                read.complete(body.read());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        while (reading.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        body.close();
        assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo(-1);
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void closedBeforeItBeganNothingIsAskedFor() {
        body.close();
        body.onSubscribe(source);
        assertThat(source.requested).isZero();
        assertThat(source.cancelled).isTrue();
    }
}
