/** Who is there: processes that say so again and again. */
@NullMarked
package io.ssehub.protocol.lease;

import org.jspecify.annotations.NullMarked;
