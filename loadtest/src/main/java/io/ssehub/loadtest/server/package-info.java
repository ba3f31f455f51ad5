/**
 * The server under load: how readers connect to it, how one publishes to it, and where in its events the payload is. Hub
 * or any other that speaks server-sent events; the judge is the same.
 */
@NullMarked
package io.ssehub.loadtest.server;

import org.jspecify.annotations.NullMarked;
