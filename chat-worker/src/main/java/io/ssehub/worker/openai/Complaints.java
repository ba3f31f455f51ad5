package io.ssehub.worker.openai;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider says about a failure. It may quote anything it was sent, so all of it is for who looks for a fault, and
 * only what it calls the error is for every log.
 */
final class Complaints {
    /** Control characters of all kinds, what only looks like a line's end, and what turns the direction of writing. */
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

    private static final Pattern KIND = Pattern.compile("\"(?:code|type)\"\\s*:\\s*\"([a-z][a-z0-9_]{0,63})\"");

    private Complaints() {}

    /** Without the key, on one line, not too long. */
    static String shown(String text, ApiKey key, int longest) {
        String line = BREAKS.matcher(key.hideIn(text)).replaceAll(" ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /** What the provider calls the error, such as {@code invalid_api_key}: one word; empty if it has no such. */
    static String kind(String text, ApiKey key) {
        Matcher found = KIND.matcher(text);
        return found.find() ? key.hideIn(found.group(1)) : "";
    }
}
