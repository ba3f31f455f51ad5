/** Where a reader stands: positions in one log, cursors over several. */
@NullMarked
package io.ssehub.protocol.position;

import org.jspecify.annotations.NullMarked;
