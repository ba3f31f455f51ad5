/** How long events take from their publisher to groups of readers. */
@NullMarked
package io.ssehub.loadtest.latency;

import org.jspecify.annotations.NullMarked;
