package io.ssehub.loadtest.compare;

/**
 * What came of a {@link Sounding}.
 *
 * @param counted by hubs and Redis, over the whole run
 */
record Sounded(Outcome outcome, Counters counted) {}
