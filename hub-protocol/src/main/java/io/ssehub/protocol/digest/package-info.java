/** Short names for long ones, the same in every service. */
@NullMarked
package io.ssehub.protocol.digest;

import org.jspecify.annotations.NullMarked;
