package io.ssehub.hub.lifecycle;

import java.time.Duration;

/** What is shown of a node that stops, or is taken out of service. */
public interface DrainMeters {
    /** It has begun to send its connections elsewhere, and has so much time for it. */
    void draining(Duration window);

    /** It serves again. */
    void serving();
}
