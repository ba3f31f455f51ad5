package io.ssehub.worker.openai;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;

/** A provider's answer on its way from the thread that reads it to the one that generates. */
final class AnswerStream implements AutoCloseable {
    /*
     * Threads: the SDK's thread reads, and waits while the queue is full, so that the provider has to wait too; the
     * generating thread takes. Closing lets go of the connection first: the reading thread then comes to an end by
     * itself, and only then can anything that waits for it be called.
     */

    /** A burst of small chunks; more would only be memory. */
    private static final int MOST_WAITING = 64;

    private static final long LOOK_UP_MILLIS = 100;

    /** What goes wrong once the answer is given up is no news; Reactor would log it, with what the provider said. */
    private static final Context QUIET =
            Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) dropped -> {});

    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ProviderCall call;
    private final Reading reading = new Reading();
    private volatile boolean closed;

    private AnswerStream(ProviderCall call) {
        this.call = call;
    }

    /** Asks the model; {@code call} is what it asks by. */
    static AnswerStream open(ChatModel model, Prompt prompt, ProviderCall call) {
        AnswerStream stream = new AnswerStream(call);
        model.stream(prompt).subscribe(stream.reading);
        return stream;
    }

    /** The next signal; null if none comes until the deadline. */
    @Nullable Signal next(long deadlineNanos) throws InterruptedException {
        return signals.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed = true;
        call.cancel();
        reading.dispose();
    }

    private final class Reading extends BaseSubscriber<ChatResponse> {
        private final Pieces pieces = new Pieces();

        @Override
        public Context currentContext() {
            return QUIET;
        }

        @Override
        protected void hookOnNext(ChatResponse chunk) {
            call.heard();
            put(pieces.of(chunk));
        }

        @Override
        protected void hookOnError(Throwable problem) {
            put(new Signal.End(problem));
        }

        @Override
        protected void hookOnComplete() {
            put(new Signal.End(null));
        }

        private void put(Signal signal) {
            try {
                boolean taken = false;
                while (!taken && !closed) {
                    taken = signals.offer(signal, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
