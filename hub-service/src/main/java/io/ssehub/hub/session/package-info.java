/** One connection each: its cursors, its queue and its place in the lifecycle. */
@NullMarked
package io.ssehub.hub.session;

import org.jspecify.annotations.NullMarked;
