/** Which generator answers, and how it is set up. */
@NullMarked
package io.ssehub.worker.config;

import org.jspecify.annotations.NullMarked;
