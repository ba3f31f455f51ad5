/** What benchmarks share; they themselves stand in the packages of what they measure. */
@NullMarked
package io.ssehub.benchmark;

import org.jspecify.annotations.NullMarked;
