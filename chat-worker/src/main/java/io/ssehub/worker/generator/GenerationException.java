package io.ssehub.worker.generator;

import org.jspecify.annotations.Nullable;

/** There will be no complete answer. The user is told the code and its advice; the cause only goes to the log. */
public final class GenerationException extends Exception {
    private final FailureCode code;

    /** @param cause what happened, for the log; must not hold secrets */
    public GenerationException(FailureCode code, @Nullable Throwable cause) {
        super(code.code(), cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }
}
