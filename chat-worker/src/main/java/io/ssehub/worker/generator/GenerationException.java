package io.ssehub.worker.generator;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There will be no complete answer. The user is told the code and its advice; the cause only goes to the log. */
public final class GenerationException extends Exception {
    private final FailureCode code;
    private final @Nullable Duration retryAfter;

    /** @param cause what happened, for the log; must not hold secrets */
    public GenerationException(FailureCode code, @Nullable Throwable cause) {
        this(code, cause, null);
    }

    private GenerationException(FailureCode code, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(code.code(), cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * A failure that may pass, so that it is worth trying again as long as nothing was said.
     *
     * @param retryAfter how long to wait at least; zero if nobody has said
     */
    public static GenerationException passing(FailureCode code, @Nullable Throwable cause, Duration retryAfter) {
        return new GenerationException(code, cause, retryAfter);
    }

    public FailureCode code() {
        return code;
    }

    /** How long to wait at least before it is tried again; empty if that would be of no use. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
