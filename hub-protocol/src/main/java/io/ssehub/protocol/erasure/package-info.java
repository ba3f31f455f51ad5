/** Everything of one client, and its end. */
@NullMarked
package io.ssehub.protocol.erasure;

import org.jspecify.annotations.NullMarked;
