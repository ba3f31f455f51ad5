/** Every meter of this service. */
@NullMarked
package io.ssehub.hub.meter;

import org.jspecify.annotations.NullMarked;
