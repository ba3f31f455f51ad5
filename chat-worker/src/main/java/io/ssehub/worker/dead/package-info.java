/** Dead letters as operators see them. */
@NullMarked
package io.ssehub.worker.dead;

import org.jspecify.annotations.NullMarked;
