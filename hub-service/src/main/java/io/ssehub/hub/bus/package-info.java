/** The way to Redis and back: subscriptions, log reads and the heads of channels. */
@NullMarked
package io.ssehub.hub.bus;

import org.jspecify.annotations.NullMarked;
