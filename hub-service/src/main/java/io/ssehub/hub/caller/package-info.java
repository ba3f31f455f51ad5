/** Who is asking, and what they may. Knows nothing of tokens. */
@NullMarked
package io.ssehub.hub.caller;

import org.jspecify.annotations.NullMarked;
