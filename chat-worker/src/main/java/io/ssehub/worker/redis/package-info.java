/** What the worker asks of Redis beyond the protocol's own calls; the only package that knows the driver. */
@NullMarked
package io.ssehub.worker.redis;

import org.jspecify.annotations.NullMarked;
