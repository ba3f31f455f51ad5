/** Events come in by HTTP. */
@NullMarked
package io.ssehub.hub.publish;

import org.jspecify.annotations.NullMarked;
