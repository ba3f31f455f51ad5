/** What a run costs: CPU and memory of the servers' processes and of this one, second by second. */
@NullMarked
package io.ssehub.loadtest.watch;

import org.jspecify.annotations.NullMarked;
