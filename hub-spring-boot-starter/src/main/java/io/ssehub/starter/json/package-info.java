/** Writes data as JSON by whichever Jackson the application has. */
@NullMarked
package io.ssehub.starter.json;

import org.jspecify.annotations.NullMarked;
