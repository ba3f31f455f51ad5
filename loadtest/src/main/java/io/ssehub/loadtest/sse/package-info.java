/** Event streams, parsed as the WHATWG HTML standard says. */
@NullMarked
package io.ssehub.loadtest.sse;

import org.jspecify.annotations.NullMarked;
