/**
 * The chat worker: takes requests from Redis, generates answers and publishes them by client id. A request goes {@code
 * intake → run → generator → publish}.
 */
@NullMarked
package io.ssehub.worker;

import org.jspecify.annotations.NullMarked;
