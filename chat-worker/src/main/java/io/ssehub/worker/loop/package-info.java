/** Doing something again and again, and again after a failure. */
@NullMarked
package io.ssehub.worker.loop;

import org.jspecify.annotations.NullMarked;
