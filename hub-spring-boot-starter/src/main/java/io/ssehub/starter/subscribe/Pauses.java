package io.ssehub.starter.subscribe;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: at random between nothing and a bound that doubles with each failure, so that
 * those who were cut off together do not come back together. What the hub asks for is kept.
 */
final class Pauses {
    private static final int MOST_DOUBLINGS = 20;
    /** Whoever is told to wait waits up to so much longer. */
    private static final double SPREAD = 0.2;

    private final Duration longest;
    private final RandomGenerator random;
    private long baseMillis;
    private int failures;

    Pauses(Duration base, Duration longest, RandomGenerator random) {
        this.baseMillis = base.toMillis();
        this.longest = longest;
        this.random = random;
    }

    /** The stream has said {@code retry:}. */
    void onRetry(long millis) {
        baseMillis = Math.min(millis, longest.toMillis());
    }

    /** Something has come: the way is open. */
    void onSuccess() {
        failures = 0;
    }

    /** After a farewell, whose {@code retry:} was made for this connection. */
    Duration afterFarewell() {
        return Duration.ofMillis(baseMillis);
    }

    Duration afterFailure() {
        long bound = Math.min(longest.toMillis(), Math.max(1, baseMillis) << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Duration.ofMillis(random.nextLong(Math.max(1, bound) + 1));
    }

    /** After a refusal that passes; {@code Retry-After} counts, in seconds or as a date. */
    Duration afterRefusal(HttpHeaders headers) {
        Duration own = afterFailure();
        Duration asked = headers.firstValue("Retry-After").map(Pauses::read).orElse(Duration.ZERO);
        long spread = (long) (asked.toMillis() * SPREAD * random.nextDouble());
        return asked.compareTo(own) > 0 ? asked.plusMillis(spread) : own;
    }

    private static Duration read(String retryAfter) {
        try {
            return retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Integer.parseInt(retryAfter))
                    : Duration.between(
                            ZonedDateTime.now(ZoneOffset.UTC),
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (NumberFormatException | DateTimeParseException rubbish) {
            return Duration.ZERO;
        }
    }
}
