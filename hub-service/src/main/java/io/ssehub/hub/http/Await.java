package io.ssehub.hub.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what Redis answers. Requests have virtual threads, and commands a timeout of their own. */
public final class Await {
    private Await() {}

    /** The result, or the failure itself. */
    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
