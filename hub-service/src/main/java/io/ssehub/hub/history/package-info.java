/** What a channel had to say, page by page. */
@NullMarked
package io.ssehub.hub.history;

import org.jspecify.annotations.NullMarked;
