/**
 * Publishing as the project's own Java publisher does, straight into Redis: what is measured, not who judges. The one
 * package that shares code with the hub.
 */
@NullMarked
package io.ssehub.loadtest.redis;

import org.jspecify.annotations.NullMarked;
