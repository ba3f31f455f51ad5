package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.plan.Means;
import io.ssehub.loadtest.plan.Sizes;
import io.ssehub.loadtest.plan.Timetable;
import io.ssehub.loadtest.publish.Sender;
import io.ssehub.loadtest.server.Target;
import io.ssehub.loadtest.watch.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every scenario needs.
 *
 * @param nodes where readers connect, in turn
 * @param sender opens a way for events into the server
 * @param allowGaps whether a loss that the server has told of is no fault
 * @param longestP99 how long 99 of 100 events may take; null for as long as they like
 * @param timetable what to do to the server in the measured time
 */
public record Setup(
        Target target,
        List<URI> nodes,
        Supplier<Sender> sender,
        Sizes sizes,
        Means means,
        Servers servers,
        boolean allowGaps,
        @Nullable Duration longestP99,
        Timetable timetable,
        Viewer viewer) {
    public Setup {
        nodes = List.copyOf(nodes);
    }
}
