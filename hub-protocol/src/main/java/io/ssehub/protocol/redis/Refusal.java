package io.ssehub.protocol.redis;

import java.util.Arrays;
import java.util.Locale;

/** Why Redis refuses a command, by the code at the beginning of its answer. */
public enum Refusal {
    // What it cannot do now but may another time.

    /** It has just started and reads its data. */
    LOADING,
    /** A script has been running for too long. */
    BUSY,
    /** It is a replica. */
    READONLY,
    /** It does not know the script: its scripts were flushed. */
    NOSCRIPT,
    /** Its memory is full. */
    OOM,
    /** It cannot write its data to the disk. */
    MISCONF,
    /** It has fewer replicas than it wants. */
    NOREPLICAS,
    /** It is a replica that has lost its primary. */
    MASTERDOWN,
    /** A slot is on the move. */
    TRYAGAIN,

    /** The command itself is wrong, or forbidden to this user. */
    OTHER;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The reason as metrics show it. */
    public String tag() {
        return tag;
    }

    static Refusal of(Throwable failure) {
        return Arrays.stream(values())
                .filter(refusal -> refusal != OTHER && says(failure, refusal.name()))
                .findFirst()
                .orElse(OTHER);
    }

    boolean passes() {
        return this != OTHER;
    }

    /** Whether Redis answered with an error code; Redis 6 wraps one that came up inside a script in a sentence. */
    private static boolean says(Throwable failure, String code) {
        String message = failure.getMessage();
        return message != null && (message.startsWith(code + ' ') || message.contains("-" + code + ' '));
    }
}
