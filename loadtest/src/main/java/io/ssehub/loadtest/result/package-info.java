/** What came of a run, as reports show it. */
@NullMarked
package io.ssehub.loadtest.result;

import org.jspecify.annotations.NullMarked;
