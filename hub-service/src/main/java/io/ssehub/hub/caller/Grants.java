package io.ssehub.hub.caller;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody was granted: names, or beginnings of names that end with {@code *}.
 *
 * @param patterns such as {@code news}, {@code sport.*} or {@code *}
 */
public record Grants(List<String> patterns) {
    /** Nothing at all. */
    public static final Grants NONE = new Grants(List.of());

    /** Most patterns of one token; each is looked at for each channel. */
    public static final int MAX = 100;

    /** What names of topics and written forms of channels are made of. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._~@:/-]{0,160}\\*?");

    private static final String ANY = "*";

    public Grants {
        patterns = List.copyOf(patterns);
    }

    /** Whether a pattern is one, so that a star in its middle does not silently match nothing. */
    public static boolean isValid(String pattern) {
        return !pattern.isEmpty() && VALID.matcher(pattern).matches();
    }

    boolean cover(String name) {
        for (String pattern : patterns) {
            if (pattern.endsWith(ANY)
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
