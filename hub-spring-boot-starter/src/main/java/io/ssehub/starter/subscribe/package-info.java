/** Listening to a hub from Java. */
@NullMarked
package io.ssehub.starter.subscribe;

import org.jspecify.annotations.NullMarked;
