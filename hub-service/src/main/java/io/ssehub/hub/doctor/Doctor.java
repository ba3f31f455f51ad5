package io.ssehub.hub.doctor;

import io.ssehub.hub.connect.StreamGate;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.SessionLimits;
import io.ssehub.hub.sink.EventStream;
import io.ssehub.hub.sink.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Has a bounded number of checks under way, and ends them when the node stops. */
@Component
@EnableConfigurationProperties(DoctorProperties.class)
final class Doctor {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

    private final int most;
    private final Semaphore places;
    private final Examination.Node node;
    private final DoctorMeters meters;
    private final EventStreams streams;
    private final StreamGate gate;
    private final Executor virtualThreads;
    private final Set<Place> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Doctor(
            DoctorProperties properties,
            NodeName name,
            SessionLimits limits,
            DoctorMeters meters,
            EventStreams streams,
            StreamGate gate,
            Executor virtualThreads,
            Clock clock) {
        this.most = properties.streams();
        this.places = new Semaphore(most);
        this.node = new Examination.Node(name.value(), limits.heartbeat(), limits.writeTimeout(), clock);
        this.meters = meters;
        this.streams = streams;
        this.gate = gate;
        this.virtualThreads = virtualThreads;
    }

    /** Answers a request with a check; throws if all places are taken. */
    ResponseEntity<?> examine(Timetable timetable, HttpServletRequest request) {
        Optional<ApiException> tooMany = gate.enter(request);
        if (tooMany.isPresent()) {
            throw tooMany.get();
        }
        boolean free = places.tryAcquire();
        meters.checkAsked(free);
        if (!free) {
            throw ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "doctor_busy",
                    "This node checks " + most + " connections at once, which is its limit.",
                    RETRY_AFTER);
        }
        Place place = new Place();
        underWay.add(place);
        if (stopping) {
            place.stop();
        }
        EventStream stream = streams.open(request);
        Examination examination =
                new Examination(stream.sink(), timetable, Seen.of(request), node, place.stopped, place::leave);
        return stream.answer(() -> virtualThreads.execute(examination), () -> {
            place.stop();
            place.leave();
        });
    }

    /** Room for one check, given back once. */
    private final class Place {
        private final CountDownLatch stopped = new CountDownLatch(1);

        void stop() {
            stopped.countDown();
        }

        void leave() {
            if (underWay.remove(this)) {
                places.release();
            }
        }
    }

    /** Ahead of everything else that stops: nothing waits for a check. */
    @EventListener(ContextClosedEvent.class)
    void onStop() {
        stopping = true;
        underWay.forEach(Place::stop);
    }
}
