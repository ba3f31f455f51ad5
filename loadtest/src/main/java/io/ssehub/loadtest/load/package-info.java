/** Numbered payloads, the books kept of them, and those who put them in one at a time a channel. */
@NullMarked
package io.ssehub.loadtest.load;

import org.jspecify.annotations.NullMarked;
