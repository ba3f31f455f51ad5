/** What every model provider needs around it: retries, a breaker, limits, patience; and what goes wrong with one. */
@NullMarked
package io.ssehub.worker.provider;

import org.jspecify.annotations.NullMarked;
