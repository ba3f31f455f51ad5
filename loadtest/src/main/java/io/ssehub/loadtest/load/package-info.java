/** Numbered payloads and those who publish them, one at a time a channel. */
@NullMarked
package io.ssehub.loadtest.load;

import org.jspecify.annotations.NullMarked;
