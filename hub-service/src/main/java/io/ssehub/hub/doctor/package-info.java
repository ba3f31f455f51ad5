/** A stream of timed probes by which a client finds out what the way to this node does to streams. */
@NullMarked
package io.ssehub.hub.doctor;

import org.jspecify.annotations.NullMarked;
