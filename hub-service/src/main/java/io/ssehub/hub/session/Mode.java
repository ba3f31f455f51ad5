package io.ssehub.hub.session;

import java.util.Locale;

/** How a connection takes events, as a whole or in one of its channels. */
public enum Mode {
    /** It has not begun yet: a feed is not open. */
    OPENING,
    /** It waits for the text so far of an answer; what comes meanwhile is in the log. */
    RECAPPING,
    /** History is given to it. */
    CATCHING_UP,
    /** It stands where the feed does. */
    LIVE,
    /** Its farewell is the last thing it gets. */
    ENDING;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As people and programs are shown it. */
    public String code() {
        return code;
    }
}
