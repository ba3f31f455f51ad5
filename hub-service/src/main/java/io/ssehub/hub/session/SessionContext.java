package io.ssehub.hub.session;

import io.ssehub.hub.feed.Feeds;
import io.ssehub.protocol.log.Retentions;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What all connections of a node share.
 *
 * @param retentions which channels have a history to go back to
 * @param clock tells when a channel was seen empty
 * @param nanoClock a clock that only moves forward, for everything that lasts
 */
public record SessionContext(
        Feeds feeds,
        Retentions retentions,
        SessionLimits limits,
        SessionMeters meters,
        Welcome welcome,
        Clock clock,
        LongSupplier nanoClock) {}
