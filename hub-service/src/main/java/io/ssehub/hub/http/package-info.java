/** What all HTTP calls have in common: problems, bodies, headers, the server itself. */
@NullMarked
package io.ssehub.hub.http;

import org.jspecify.annotations.NullMarked;
