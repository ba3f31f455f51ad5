package io.ssehub.loadtest.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 30s}, {@code 500ms}, {@code 2m}; a bare number is seconds. */
final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|)");

    private Durations() {}

    static Duration parse(String written) {
        Matcher read = WRITTEN.matcher(written);
        if (!read.matches()) {
            throw new TypeConversionException("'" + written + "' is no duration such as 30s, 500ms or 2m");
        }
        double amount = Double.parseDouble(read.group(1));
        double millis =
                switch (read.group(2)) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1_000;
                };
        return Duration.ofMillis(Math.round(amount * millis));
    }
}
