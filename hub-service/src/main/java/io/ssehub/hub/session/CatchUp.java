package io.ssehub.hub.session;

import java.util.Locale;

/** Why a reader is behind its channel. */
public enum CatchUp {
    /** It has just come, without a cursor. */
    NEW,
    /** It has just come, with a cursor. */
    RETURNED,
    /** Its connection's queue was full. */
    OVERFLOW,
    /** The channel went on without it: history was lost, or messages were. */
    MISSED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The cause as metrics show it. */
    public String tag() {
        return tag;
    }
}
