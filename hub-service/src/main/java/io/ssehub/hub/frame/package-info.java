/** What goes over the wire to a reader; the only place that builds SSE. */
@NullMarked
package io.ssehub.hub.frame;

import org.jspecify.annotations.NullMarked;
