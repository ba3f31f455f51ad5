/** Looks after what was left lying: questions that no request stands for, and workers that are gone. */
@NullMarked
package io.ssehub.worker.janitor;

import org.jspecify.annotations.NullMarked;
