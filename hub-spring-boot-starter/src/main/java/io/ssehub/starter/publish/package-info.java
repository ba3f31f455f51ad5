/** Publishing events, straight to Redis or over HTTP. */
@NullMarked
package io.ssehub.starter.publish;

import org.jspecify.annotations.NullMarked;
