/** A connection arrives: what it asks for, whether it is let in, and the session that comes of it. */
@NullMarked
package io.ssehub.hub.connect;

import org.jspecify.annotations.NullMarked;
