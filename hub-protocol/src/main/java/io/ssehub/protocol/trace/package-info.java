/** What a tracing system is told of a request's way, whichever it is. */
@NullMarked
package io.ssehub.protocol.trace;

import org.jspecify.annotations.NullMarked;
