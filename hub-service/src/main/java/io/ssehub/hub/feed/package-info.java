/** What a node knows of a channel, kept by one thread each, and offered to its readers. */
@NullMarked
package io.ssehub.hub.feed;

import org.jspecify.annotations.NullMarked;
