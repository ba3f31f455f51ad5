/** A run's result for people and programs: on a terminal, as JSON, as a page that needs nothing but itself. */
@NullMarked
package io.ssehub.loadtest.report;

import org.jspecify.annotations.NullMarked;
