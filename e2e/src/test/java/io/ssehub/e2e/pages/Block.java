package io.ssehub.e2e.pages;

import java.util.List;
import java.util.Optional;

/**
 * One fenced block of commands, and what its page says about it: in marks, comments right above it that no reader sees, and
 * in the output right below it.
 *
 * @param number of the page's blocks of commands, from 1
 * @param line where it begins in the file
 * @param shown the output that follows it
 */
record Block(String page, int number, int line, String text, List<Mark> marks, Optional<Shown> shown) {
    private static final String LOOK = "curl (?!-[Xdm] )(?![^\\n]*( -[Xdm] |--data| &\\n|[$>|]))[^\\n]*\\n";

    /** {@code <!-- kind: text -->}. */
    record Mark(String kind, String text) {}

    /** A block of another language, right below. */
    record Shown(String language, String text) {}

    Optional<String> mark(String kind) {
        return marks(kind).stream().findFirst();
    }

    List<String> marks(String kind) {
        return marks.stream()
                .filter(mark -> mark.kind().equals(kind))
                .map(Mark::text)
                .toList();
    }

    /** Whether it only reads, so that a reader may repeat it until it shows what is to come. */
    boolean looks() {
        return text.matches(LOOK);
    }

    Expected expected() {
        return new Expected(marks("shows"), shown);
    }

    String name() {
        String first = text.lines().findFirst().orElse("").strip();
        return page + ":" + line + " " + first;
    }
}
