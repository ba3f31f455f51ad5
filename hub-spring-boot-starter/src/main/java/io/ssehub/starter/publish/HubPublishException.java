package io.ssehub.starter.publish;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event was not published, or it is not known whether it was. */
public class HubPublishException extends RuntimeException {
    /** What that means for the caller. */
    public enum Reason {
        /**
         * Redis or the hub is away, overloaded or did not answer in time. Whether the event was published is not known: repeat it
         * under the same key, or accept that it may come twice.
         */
        UNAVAILABLE,
        /** Another event was published to this channel under this key; this one was not. */
        KEY_CONFLICT,
        /** The hub or Redis refuses it, as for a token that does not grant the channel. Repeating it will not help. */
        REFUSED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** The reason as metrics show it. */
        public String tag() {
            return tag;
        }
    }

    private final Reason reason;

    public HubPublishException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
