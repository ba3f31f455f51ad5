/** The only place that speaks to Redis: keys, scripts and connections. */
@NullMarked
package io.ssehub.protocol.redis;

import org.jspecify.annotations.NullMarked;
