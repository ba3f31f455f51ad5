/** A model of a cluster: what a load beyond this machine would need, from costs that were measured on it. */
@NullMarked
package io.ssehub.loadtest.scale;

import org.jspecify.annotations.NullMarked;
