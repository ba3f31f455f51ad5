/** The life of one chat answer, changed by scripts only. */
@NullMarked
package io.ssehub.protocol.generation;

import org.jspecify.annotations.NullMarked;
