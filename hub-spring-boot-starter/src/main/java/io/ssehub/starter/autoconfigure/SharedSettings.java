package io.ssehub.starter.autoconfigure;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import java.time.Duration;

/**
 * Checks what publishers share with hubs and workers, for applications that have no validator, where constraints on the
 * records do nothing.
 */
final class SharedSettings {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_LINGER = Duration.ofMillis(100);
    private static final Duration SHORTEST_LOG = Duration.ofSeconds(1);

    private SharedSettings() {}

    static void check(HubRedisProperties redis, HistoryProperties history) {
        require(
                redis.prefix().matches("[A-Za-z0-9._~-]{1,32}"),
                "hub.redis.prefix must be 1 to 32 characters out of A-Z a-z 0-9 . _ ~ -");
        require(redis.connectTimeout().compareTo(SHORTEST_WAIT) >= 0, "hub.redis.connect-timeout must be 50ms or more");
        require(redis.commandTimeout().compareTo(SHORTEST_WAIT) >= 0, "hub.redis.command-timeout must be 50ms or more");
        require(
                !redis.publishLinger().isNegative() && redis.publishLinger().compareTo(LONGEST_LINGER) <= 0,
                "hub.redis.publish-linger must be 0 to 100ms");
        require(history.entries() >= 1, "hub.history.entries must be 1 or more");
        require(history.log().compareTo(SHORTEST_LOG) >= 0, "hub.history.log must be 1s or more");
        require(
                history.head().compareTo(history.log()) >= 0,
                "hub.history.head must not be shorter than hub.history.log");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
