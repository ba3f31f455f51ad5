/** The provider that {@code docs/providers.md} shows. */
@NullMarked
package io.ssehub.worker.example;

import org.jspecify.annotations.NullMarked;
