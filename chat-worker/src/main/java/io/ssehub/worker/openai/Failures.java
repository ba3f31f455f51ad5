package io.ssehub.worker.openai;

import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.provider.ProviderTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream that ends otherwise than it should: before the first token the provider is unavailable, and
 * asking again may help; after it the answer is interrupted.
 */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final int LONGEST_MESSAGE = 500;

    /** Chains of causes may be long, and may be circles. */
    private static final int MOST_CAUSES = 6;

    private final ApiKey key;

    Failures(ApiKey key) {
        this.key = key;
    }

    GenerationException of(Throwable problem, boolean begun) {
        StringJoiner causes = new StringJoiner(" <- ");
        StringJoiner words = new StringJoiner(" <- ");
        Throwable cause = problem;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof GenerationException known) {
                return known;
            }
            String name = cause.getClass().getSimpleName();
            String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            words.add(name + said);
            causes.add(isOfTheConnection(cause) ? name + said : name);
            cause = cause.getCause();
        }
        log.debug("the stream broke off: {}", Complaints.shown(words.toString(), key, LONGEST_MESSAGE));
        return brokenOff(Complaints.shown(causes.toString(), key, LONGEST_MESSAGE), begun);
    }

    /** Whether it tells of the way to the provider; others may quote what came that way, such as half an answer. */
    private static boolean isOfTheConnection(Throwable cause) {
        return cause instanceof IOException && cause.getClass().getPackageName().startsWith("java.");
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
