/**
 * The independent judge of the hub: many SSE clients, numbered payloads and a verdict on what came of them.
 *
 * <p>It shares no code with the hub, so that a mistake in a shared class cannot hide on both sides. The packages
 * follow the way of an event: {@code hub} (what is known of the hub's HTTP interface), {@code load} (numbered payloads
 * go in), {@code client} (connections, and readers that misbehave), {@code sse} (the stream is parsed), {@code judge}
 * (what was lost, doubled or swapped), {@code latency} (how long it took).
 */
@NullMarked
package io.ssehub.loadtest;

import org.jspecify.annotations.NullMarked;
