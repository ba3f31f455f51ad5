/** Numbered events on their way into the server, on a timetable that does not wait for it. */
@NullMarked
package io.ssehub.loadtest.publish;

import org.jspecify.annotations.NullMarked;
