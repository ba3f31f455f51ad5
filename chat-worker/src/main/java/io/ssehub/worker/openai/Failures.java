package io.ssehub.worker.openai;

import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.provider.ProviderTrouble;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * What becomes of a stream that ends otherwise than it should: before the first token the provider is unavailable, and
 * asking again may help; after it the answer is interrupted.
 */
final class Failures {
    private static final int LONGEST_MESSAGE = 500;

    /** Chains of causes may be long, and may be circles. */
    private static final int MOST_CAUSES = 6;

    private final ApiKey key;

    Failures(ApiKey key) {
        this.key = key;
    }

    GenerationException of(Throwable problem, boolean begun) {
        StringJoiner causes = new StringJoiner(" <- ");
        Throwable cause = problem;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof GenerationException known) {
                return known;
            }
            causes.add(
                    cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
            cause = cause.getCause();
        }
        return brokenOff(Complaints.shown(causes.toString(), key, LONGEST_MESSAGE), begun);
    }

    static GenerationException brokenOff(String why, boolean begun) {
        ProviderTrouble trouble = new ProviderTrouble(why);
        return begun
                ? new GenerationException(FailureCode.INTERRUPTED, trouble)
                : GenerationException.passing(FailureCode.PROVIDER_UNAVAILABLE, trouble, Duration.ZERO);
    }

    static GenerationException silent(Duration patience, boolean begun) {
        return new GenerationException(
                FailureCode.TIMED_OUT,
                new ProviderTrouble("no " + (begun ? "further" : "first") + " token within " + patience));
    }
}
