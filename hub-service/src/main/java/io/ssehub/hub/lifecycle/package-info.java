/** How a node starts, keeps time and stops. */
@NullMarked
package io.ssehub.hub.lifecycle;

import org.jspecify.annotations.NullMarked;
