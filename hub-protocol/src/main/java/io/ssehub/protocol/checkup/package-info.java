/** Looks whether Redis is set up so that the promises can be kept, and says what is not. */
@NullMarked
package io.ssehub.protocol.checkup;

import org.jspecify.annotations.NullMarked;
