package io.ssehub.protocol.publish;

import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.ScriptCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets calls of a short time travel together: the first one waits, at most for so long, and takes those with it that have
 * come meanwhile. One that comes alone costs Redis, the network and whoever listens a wake-up of their own; many in one
 * write share it.
 */
final class Gathering implements AutoCloseable {
    /*
     * Threads: any. The monitor guards `waiting`, and is held while calls are handed to the link, so that two flushes
     * cannot swap what one thread has given. The link never blocks.
     * Loss: none here. What waits is bounded in number: whoever fills it hands it on.
     */

    /** So many are worth a write of their own; a longer one would hold up Redis' other clients. */
    static final int MOST = 100;

    private final RedisLink link;
    private final Duration linger;

    // Guarded by this.
    private List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    /** @param linger how long the first one waits; zero for not at all */
    Gathering(RedisLink link, Duration linger) {
        this.link = link;
        this.linger = linger;
    }

    /** Hands a call on, at the latest when the time is over. */
    CompletionStage<List<Object>> run(ScriptCall call) {
        if (linger.isZero()) {
            return link.run(call);
        }
        Waiting added = new Waiting(call, new CompletableFuture<>());
        boolean isFirst;
        synchronized (this) {
            waiting.add(added);
            if (waiting.size() >= MOST || closed || !link.isUp()) {
                flush();
                return added.answer;
            }
            isFirst = waiting.size() == 1;
        }
        if (isFirst) {
            link.after(linger, this::flush);
        }
        return added.answer;
    }

    /** Hands on what waits. */
    private synchronized void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Waiting> gathered = waiting;
        waiting = new ArrayList<>();
        List<CompletionStage<List<Object>>> answers =
                link.run(gathered.stream().map(Waiting::call).toList());
        for (int i = 0; i < gathered.size(); i++) {
            gathered.get(i).isAnsweredBy(answers.get(i));
        }
    }

    /** Hands on what waits; what comes after that does not wait. */
    @Override
    public synchronized void close() {
        closed = true;
        flush();
    }

    /** A call that has not been handed on, and who is told what became of it. */
    private record Waiting(ScriptCall call, CompletableFuture<List<Object>> answer) {
        void isAnsweredBy(CompletionStage<List<Object>> stage) {
            stage.whenComplete((result, failure) -> {
                if (failure == null) {
                    answer.complete(result);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        }
    }
}
