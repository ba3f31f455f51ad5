/** Tokens for hubs. */
@NullMarked
package io.ssehub.starter.token;

import org.jspecify.annotations.NullMarked;
