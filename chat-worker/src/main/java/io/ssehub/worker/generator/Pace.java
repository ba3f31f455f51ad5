package io.ssehub.worker.generator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How fast the scripted generator talks: a random pause between two sentences.
 *
 * @param min shortest pause
 * @param max longest pause
 */
public record Pace(Duration min, Duration max) {
    public Pace {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("a pace needs 0 <= min <= max");
        }
    }

    void pause(RandomGenerator random) throws InterruptedException {
        long millis = random.nextLong(min.toMillis(), max.toMillis() + 1);
        if (millis > 0) {
            Thread.sleep(millis);
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
