/** What a log holds, and how an entry travels over pub/sub. */
@NullMarked
package io.ssehub.protocol.log;

import org.jspecify.annotations.NullMarked;
