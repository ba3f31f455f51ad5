package io.ssehub.hub.meter;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Leaves event streams out of the request timings: they last for hours, and have meters of their own. */
@Component
final class StreamObservations implements ObservationPredicate {
    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && isStream(request.getCarrier()));
    }

    private static boolean isStream(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return uri.startsWith("/api/sse/connect/")
                || uri.equals("/api/sse/doctor")
                || uri.equals("/sse/stream")
                || ((uri.startsWith("/api/sse/messages/") || uri.equals("/api/sse/cluster"))
                        && accept != null
                        && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }
}
