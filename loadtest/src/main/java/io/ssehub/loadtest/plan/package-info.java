/** What a run is to be: how many readers, how many events to which channels, how long, by what means. */
@NullMarked
package io.ssehub.loadtest.plan;

import org.jspecify.annotations.NullMarked;
