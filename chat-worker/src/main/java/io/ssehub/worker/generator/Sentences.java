package io.ssehub.worker.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits a text after its sentences, in Chinese and in English. Nothing is lost: a sentence keeps its punctuation, the
 * closing quotes behind it and the space that follows.
 */
final class Sentences {
    /** End a sentence wherever they stand. */
    private static final String WIDE = "。！？；";

    /** End a sentence only where a space, the end or Chinese follows: not in {@code 3.14} or {@code ?id=1}. */
    private static final String NARROW = ".!?;…";

    private static final String CLOSING = "\"'”’)]）】」』》»";

    private static final Set<String> ABBREVIATIONS =
            Set.of("e.g", "i.e", "cf", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "approx", "ca");

    /** Shortened only in front of a number. */
    private static final Set<String> NUMBERED = Set.of("no", "fig");

    private Sentences() {}

    static List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            if (!isMark(text.charAt(at))) {
                at++;
                continue;
            }
            int marksEnd = skipMarks(text, at);
            int closed = skipClosing(text, marksEnd);
            if (isEnd(text, start, at, marksEnd, closed)) {
                at = skipSpace(text, closed);
                sentences.add(text.substring(start, at));
                start = at;
            } else {
                at = marksEnd;
            }
        }
        if (start < text.length()) {
            sentences.add(text.substring(start));
        }
        return sentences;
    }

    private static boolean isEnd(String text, int start, int marks, int marksEnd, int closed) {
        String run = text.substring(marks, marksEnd);
        if (run.chars().anyMatch(c -> WIDE.indexOf(c) >= 0)) {
            return true;
        }
        boolean dots = run.chars().allMatch(c -> c == '.' || c == '…');
        if (closed < text.length() && !Character.isWhitespace(text.charAt(closed))) {
            return !dots && Language.isHan(text.codePointAt(closed));
        }
        int next = skipSpace(text, closed);
        boolean goesOn = next < text.length() && Character.isLowerCase(text.charAt(next));
        if (goesOn && (dots || closed > marksEnd)) {
            return false;
        }
        boolean number = next < text.length() && Character.isDigit(text.charAt(next));
        return !run.equals(".") || next == text.length() || !isAbbreviation(text.substring(start, marks), number);
    }

    /** Whether the last word before a full stop is shortened, a single letter or the number of a list's item. */
    private static boolean isAbbreviation(String before, boolean beforeNumber) {
        int wordStart = before.length();
        while (wordStart > 0 && isPartOfWord(before.charAt(wordStart - 1))) {
            wordStart--;
        }
        String word = before.substring(wordStart);
        boolean letter = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        boolean item = !word.isEmpty()
                && word.chars().allMatch(Character::isDigit)
                && before.substring(0, wordStart).isBlank();
        String lower = word.toLowerCase(Locale.ROOT);
        return letter || item || ABBREVIATIONS.contains(lower) || (beforeNumber && NUMBERED.contains(lower));
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    private static boolean isMark(char c) {
        return WIDE.indexOf(c) >= 0 || NARROW.indexOf(c) >= 0;
    }

    private static int skipMarks(String text, int from) {
        int at = from;
        while (at < text.length() && isMark(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipClosing(String text, int from) {
        int at = from;
        while (at < text.length() && CLOSING.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
