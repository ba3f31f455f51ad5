/** The verdict: what each reader should have had, beside what it got. */
@NullMarked
package io.ssehub.loadtest.judge;

import org.jspecify.annotations.NullMarked;
