/** The quick start: a Redis, two hub nodes and a worker in one process, for this machine only. */
@NullMarked
package io.ssehub.standalone;

import org.jspecify.annotations.NullMarked;
