/** A finite stream that needs nothing, to see that streaming works. */
@NullMarked
package io.ssehub.hub.demo;

import org.jspecify.annotations.NullMarked;
