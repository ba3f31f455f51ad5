package io.ssehub.protocol.log;

import java.util.Set;
import java.util.regex.Pattern;

/** The names events may have, and those that only the system itself may use. */
public final class EventNames {
    /** Longest name in characters. */
    public static final int MAX_LENGTH = 64;

    /** The rule for event names, as it is shown to people. */
    public static final String RULE = "1 to 64 characters out of A-Z a-z 0-9 . _ : -";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1," + MAX_LENGTH + "}");

    /** {@code error} and {@code open} would be mistaken for EventSource's own. */
    private static final Set<String> RESERVED = Set.of(
            "systemMessage",
            "heartbeat",
            "gap",
            "disconnected",
            "tokenExpiring",
            "messageStart",
            "messageFragment",
            "messageEnd",
            "messageError",
            "error",
            "open");

    private EventNames() {}

    public static boolean isValid(String event) {
        return VALID.matcher(event).matches();
    }

    public static boolean isReserved(String event) {
        return RESERVED.contains(event);
    }
}
