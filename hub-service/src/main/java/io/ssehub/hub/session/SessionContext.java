package io.ssehub.hub.session;

import io.ssehub.hub.feed.Feeds;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What all connections of a node share.
 *
 * @param clock tells when a channel was seen empty
 * @param nanoClock a clock that only moves forward, for everything that lasts
 */
public record SessionContext(
        Feeds feeds,
        SessionLimits limits,
        SessionMeters meters,
        Welcome welcome,
        Clock clock,
        LongSupplier nanoClock) {}
