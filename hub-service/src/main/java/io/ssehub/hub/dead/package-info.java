/** Dead letters as operators see them at a hub; workers have them too, at a port of their own. */
@NullMarked
package io.ssehub.hub.dead;

import org.jspecify.annotations.NullMarked;
