/** A shop that tells its customers what becomes of their orders. */
@NullMarked
package io.ssehub.samples.orders;

import org.jspecify.annotations.NullMarked;
