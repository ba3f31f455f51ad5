/** How much is too much: what is limited, and the books about who has had how much of it. Knows nothing of HTTP. */
@NullMarked
package io.ssehub.hub.limit;

import org.jspecify.annotations.NullMarked;
