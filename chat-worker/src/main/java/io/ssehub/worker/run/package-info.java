/** One request from being taken to being out of hand. */
@NullMarked
package io.ssehub.worker.run;

import org.jspecify.annotations.NullMarked;
