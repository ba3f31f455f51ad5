package io.ssehub.hub.session;

import java.time.Duration;

/**
 * Bounds of one connection.
 *
 * @param queueBytes unsent bytes a connection may have waiting; more, and it falls behind and reads the log again
 * @param batchBytes about how much goes out in one write
 * @param heartbeat how long a connection may be quiet before it gets a heartbeat
 * @param writeTimeout how long one write may take
 * @param maxAge how long a connection lasts; zero for no end
 * @param headLife how long a channel's position is remembered by Redis; a cursor that saw a channel empty longer ago may
 *     have missed something
 */
public record SessionLimits(
        int queueBytes, int batchBytes, Duration heartbeat, Duration writeTimeout, Duration maxAge, Duration headLife) {
    /** What is used unless something else is set. */
    public static final SessionLimits DEFAULT = new SessionLimits(
            512 * 1024,
            64 * 1024,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofDays(7));
}
