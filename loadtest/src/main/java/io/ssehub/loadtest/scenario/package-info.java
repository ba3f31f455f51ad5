/** The kinds of load: who connects, what is published to whom, and what must hold in the end. */
@NullMarked
package io.ssehub.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
