/**
 * What fails, and what readers see of it: one class a fault, over real processes and a real Redis, counted by the judge.
 * Small here and in every build; at full size with {@code -Dfaults.full=true}.
 */
@NullMarked
package io.ssehub.e2e.faults;

import org.jspecify.annotations.NullMarked;
