package io.ssehub.protocol.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis did not answer, or there is no connection to it. Whether the command took effect is unknown; repeat it only if
 * that does no harm.
 */
public final class RedisAwayException extends RuntimeException {
    public RedisAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
