package io.ssehub.loadtest.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shell commands and when to run them, from the start of the measured time on. Written one a line,
 * {@code <seconds> <command>}; what begins with {@code #} is for people.
 */
public record Timetable(List<Entry> entries) {
    private static final Pattern LINE = Pattern.compile("(\\d+(?:\\.\\d+)?)s?\\s+(\\S.*)");
    private static final double MILLIS = 1000;

    /** A command and its time. */
    public record Entry(Duration at, String command) {}

    public Timetable {
        entries = List.copyOf(entries);
    }

    public static Timetable parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher read = LINE.matcher(line.strip());
            if (!read.matches()) {
                throw new IllegalArgumentException("not '<seconds> <command>': " + line);
            }
            Duration at = Duration.ofMillis(Math.round(Double.parseDouble(read.group(1)) * MILLIS));
            if (!entries.isEmpty() && at.compareTo(entries.getLast().at()) < 0) {
                throw new IllegalArgumentException("earlier than the line before it: " + line);
            }
            entries.add(new Entry(at, read.group(2)));
        }
        return new Timetable(entries);
    }
}
