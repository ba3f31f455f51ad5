/** What the worker counts; the only package that knows the metrics library. */
@NullMarked
package io.ssehub.worker.meter;

import org.jspecify.annotations.NullMarked;
