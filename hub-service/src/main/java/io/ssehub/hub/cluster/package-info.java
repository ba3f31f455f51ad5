/** The nodes as one: who is there and how it fares, where a client is connected, and orders to a single node. */
@NullMarked
package io.ssehub.hub.cluster;

import org.jspecify.annotations.NullMarked;
