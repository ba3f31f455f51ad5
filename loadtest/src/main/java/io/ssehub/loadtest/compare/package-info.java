/**
 * Servers beside each other: each is started afresh on a core of its own, loaded by this same program on another core,
 * and the next one follows, round after round, so that what the machine does otherwise hits all of them.
 */
@NullMarked
package io.ssehub.loadtest.compare;

import org.jspecify.annotations.NullMarked;
