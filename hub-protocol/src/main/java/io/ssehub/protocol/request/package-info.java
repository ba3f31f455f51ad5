/** The stream of chat requests that workers take from. */
@NullMarked
package io.ssehub.protocol.request;

import org.jspecify.annotations.NullMarked;
