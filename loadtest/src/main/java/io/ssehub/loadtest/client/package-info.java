/** Connections: readers that come back by themselves like an EventSource, on any of several nodes. */
@NullMarked
package io.ssehub.loadtest.client;

import org.jspecify.annotations.NullMarked;
