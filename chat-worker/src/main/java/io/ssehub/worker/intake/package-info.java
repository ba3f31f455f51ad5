/** Takes requests out of the stream, as many as can be worked on, and keeps hold of them meanwhile. */
@NullMarked
package io.ssehub.worker.intake;

import org.jspecify.annotations.NullMarked;
