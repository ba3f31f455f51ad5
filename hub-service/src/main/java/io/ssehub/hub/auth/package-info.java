/** Who is asking: tokens, what carries them, and which call needs what. Alone knows Spring Security. */
@NullMarked
package io.ssehub.hub.auth;

import org.jspecify.annotations.NullMarked;
