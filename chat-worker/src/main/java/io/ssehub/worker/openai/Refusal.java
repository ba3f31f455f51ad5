package io.ssehub.worker.openai;

import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.provider.ProviderTrouble;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a status other than 2xx means. */
final class Refusal {
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int LEAST_SERVER_ERROR = 500;
    private static final int LEAST_CLIENT_ERROR = 400;

    private Refusal() {}

    /**
     * @param retryAfter the header of that name
     * @param kind what the provider calls the error; empty if it does not
     */
    static GenerationException of(int status, Optional<String> retryAfter, String kind) {
        ProviderTrouble trouble = new ProviderTrouble("HTTP " + status + (kind.isEmpty() ? "" : ": " + kind));
        if (status == TOO_MANY) {
            return GenerationException.passing(FailureCode.RATE_LIMITED, trouble, pause(retryAfter));
        }
        boolean passing = status >= LEAST_SERVER_ERROR || status == TIMEOUT || status == TOO_EARLY;
        if (passing || status < LEAST_CLIENT_ERROR) {
            return GenerationException.passing(FailureCode.PROVIDER_UNAVAILABLE, trouble, pause(retryAfter));
        }
        return new GenerationException(FailureCode.PROVIDER_REJECTED, trouble);
    }

    /** Seconds or a date, as RFC 9110 has it; what cannot be read says nothing. */
    private static Duration pause(Optional<String> retryAfter) {
        String value = retryAfter.orElse("").strip();
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            return value.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            return Duration.ZERO;
        }
    }

    private static Duration until(ZonedDateTime when) {
        Duration left = Duration.between(ZonedDateTime.now(when.getZone()), when);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
