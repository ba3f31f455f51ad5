/** The hub node: HTTP and {@code SseEmitter}s on one side, Redis on the other. */
@NullMarked
package io.ssehub.hub;

import org.jspecify.annotations.NullMarked;
