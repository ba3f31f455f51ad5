/** The chat page and what it must know of the node it came from. */
@NullMarked
package io.ssehub.hub.page;

import org.jspecify.annotations.NullMarked;
