/**
 * The independent judge of the hub, and the program that puts a server under load before it.
 *
 * <p>Judge and parser share no code with the hub, so that a mistake in a shared class cannot hide on both sides. The
 * packages are the steps of a run: {@code cli} (what was asked for) → {@code plan} (how large, by what means) and
 * {@code server} (which one, and how one talks to it) → {@code scenario} (who does what, when), which has {@code client}
 * connect, {@code publish} and {@code load} put numbered events in, {@code sse} parse what comes, {@code judge} say what was
 * lost, doubled or swapped, {@code latency} how long it took and {@code watch} what it cost → {@code result} →
 * {@code report}. {@code compare} runs all of that against several servers in turn;
 * {@code scale} reckons, from what was measured, what a larger load needs. {@code hub} is what is known of the hub's
 * HTTP interface; {@code redis} publishes as the project's own publisher does, and alone shares code with the hub.
 */
@NullMarked
package io.ssehub.loadtest;

import org.jspecify.annotations.NullMarked;
