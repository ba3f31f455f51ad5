/** The last hop: bytes into a response, at most one write at a time. */
@NullMarked
package io.ssehub.hub.sink;

import org.jspecify.annotations.NullMarked;
