package io.ssehub.protocol.lease;

import java.time.Instant;

/**
 * A process that is there.
 *
 * @param seen when it said so, by Redis' clock
 * @param record what it says of itself, as it wrote it
 */
public record Lease(String holder, Instant seen, String record) {}
