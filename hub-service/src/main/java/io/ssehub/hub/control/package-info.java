/** What nodes tell each other. */
@NullMarked
package io.ssehub.hub.control;

import org.jspecify.annotations.NullMarked;
