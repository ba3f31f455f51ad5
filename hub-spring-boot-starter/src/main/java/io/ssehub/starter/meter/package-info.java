/** Counts what is published. */
@NullMarked
package io.ssehub.starter.meter;

import org.jspecify.annotations.NullMarked;
