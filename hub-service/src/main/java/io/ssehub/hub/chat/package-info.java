/** Questions come in, and what became of them is read. */
@NullMarked
package io.ssehub.hub.chat;

import org.jspecify.annotations.NullMarked;
