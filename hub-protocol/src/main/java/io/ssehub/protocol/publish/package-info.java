/** Appending events to channels, pipelined and in order. */
@NullMarked
package io.ssehub.protocol.publish;

import org.jspecify.annotations.NullMarked;
