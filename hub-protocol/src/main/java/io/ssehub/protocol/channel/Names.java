package io.ssehub.protocol.channel;

import java.util.regex.Pattern;

/**
 * The rule every name in this system follows: clients, topics, message ids, idempotency keys.
 *
 * <p>Names end up in Redis keys, SSE frames, URLs and log lines; the alphabet is chosen so that none of them needs
 * escaping.
 */
public final class Names {
    /** Longest name in characters. */
    public static final int MAX_LENGTH = 128;

    /** The alphabet, as it is shown to people. */
    public static final String RULE = "1 to 128 characters out of A-Z a-z 0-9 . _ ~ @ : -";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._~@:-]{1," + MAX_LENGTH + "}");

    private Names() {}

    /** Whether {@code name} may be used. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /**
     * Returns {@code name} if it follows the rule.
     *
     * @param field what the name stands for, used in the error
     * @throws InvalidNameException if it does not
     */
    public static String check(String field, String name) {
        if (!isValid(name)) {
            throw new InvalidNameException(field);
        }
        return name;
    }
}
