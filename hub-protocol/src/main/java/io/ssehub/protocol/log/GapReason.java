package io.ssehub.protocol.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a reader may have missed events of a channel. */
public enum GapReason {
    /** Another Redis took over, or the same one came back; its last writes may be lost. */
    FAILOVER,
    /** The log has grown or aged past the reader's position. */
    TRIMMED,
    /** The channel has no history, and the reader was not there, or could not keep up. */
    NO_HISTORY,
    /** The log and its head are gone, or do not know the reader's position. */
    VANISHED,
    /** The cursor could not be read; the reader goes on live. */
    UNKNOWN_CURSOR,
    /** An entry is there that this version of the hub cannot read. */
    UNREADABLE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The reason as events and metrics show it. */
    public String code() {
        return code;
    }

    public static Optional<GapReason> parse(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }
}
