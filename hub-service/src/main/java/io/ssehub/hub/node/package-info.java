/** Who this node is. */
@NullMarked
package io.ssehub.hub.node;

import org.jspecify.annotations.NullMarked;
