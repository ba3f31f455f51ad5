package io.ssehub.hub.meter;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Leaves event streams out of the request timings: they last for hours, and have meters of their own. */
@Component
final class StreamObservations implements ObservationPredicate {
    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && isStream(request.getCarrier().getRequestURI()));
    }

    private static boolean isStream(String uri) {
        return uri.startsWith("/api/sse/connect/") || uri.equals("/sse/stream");
    }
}
