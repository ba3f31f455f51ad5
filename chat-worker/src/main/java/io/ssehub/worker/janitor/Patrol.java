package io.ssehub.worker.janitor;

import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.generation.OpenGenerations.Admitted;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.intake.IntakeProperties;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.meter.WorkerMeters.Repair;
import io.ssehub.worker.redis.Uplink;
import io.ssehub.worker.run.NextInLine;
import io.ssehub.worker.run.OwnerToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One round through all clients that have open generations: whatever is admitted and has no request in the stream gets
 * one, and what waits although there is room is admitted. A request too many does no harm, one too few leaves somebody
 * without an answer for ever.
 *
 * <p>An answer that is being made without a request is left alone while its worker says that it lives; it must have been
 * silent for a lease after it was found, so that a worker that has just lost its request has time to say so.
 */
@Component
final class Patrol {
    /** Goes on only while it is this worker's turn. */
    @FunctionalInterface
    interface Permit {
        boolean isMine() throws InterruptedException;
    }

    private record Suspect(String clientId, String messageId) {}

    private static final Logger log = LoggerFactory.getLogger(Patrol.class);
    private static final int KEYS_AT_ONCE = 500;
    /** Between two looks at so many keys: it has time, and Redis other things to do. */
    private static final Duration BREATH = Duration.ofMillis(20);
    /** One that is only idle is removed too, and is there again with its next request. */
    private static final Duration GONE = Duration.ofHours(1);

    private final OpenGenerations open;
    private final RequestQueue queue;
    private final NextInLine nextInLine;
    private final WorkerMeters meters;
    private final Duration age;
    private final Duration lease;

    Patrol(
            OpenGenerations open,
            RequestQueue queue,
            NextInLine nextInLine,
            WorkerMeters meters,
            JanitorProperties properties,
            IntakeProperties intake) {
        this.open = open;
        this.queue = queue;
        this.nextInLine = nextInLine;
        this.meters = meters;
        this.age = properties.interval();
        this.lease = intake.lease();
    }

    /** Goes round once, as long as it is permitted. */
    void goRound(Permit permit) throws InterruptedException {
        List<Suspect> suspects = new ArrayList<>();
        String cursor = OpenGenerations.START;
        do {
            OpenGenerations.Page page = Uplink.await(open.clients(cursor, KEYS_AT_ONCE));
            for (String clientId : page.clients()) {
                visit(clientId, suspects);
            }
            cursor = page.cursor();
            Thread.sleep(BREATH);
        } while (!cursor.equals(OpenGenerations.START) && permit.isMine());
        if (!suspects.isEmpty()) {
            Thread.sleep(lease);
            for (Suspect suspect : suspects) {
                visitAgain(suspect);
            }
        }
        meters.repaired(Repair.CONSUMER, Uplink.await(queue.removeIdleConsumers(GONE)));
    }

    private void visit(String clientId, List<Suspect> suspects) throws InterruptedException {
        meters.repaired(Repair.ADMITTED, nextInLine.admit(clientId, false));
        for (Admitted generation : Uplink.await(open.admitted(clientId))) {
            if (generation.sinceAdmitted().compareTo(age) < 0 || hasRequest(generation)) {
                continue;
            }
            if (generation.state() == GenerationState.RUNNING) {
                suspects.add(new Suspect(clientId, generation.messageId()));
            } else {
                queueAgain(clientId, generation, Repair.QUEUED);
            }
        }
    }

    private void visitAgain(Suspect suspect) throws InterruptedException {
        for (Admitted generation : Uplink.await(open.admitted(suspect.clientId()))) {
            if (generation.messageId().equals(suspect.messageId())
                    && generation.state() == GenerationState.RUNNING
                    && generation.sinceAlive().compareTo(lease) >= 0
                    && !hasRequest(generation)) {
                queueAgain(suspect.clientId(), generation, Repair.RUNNING);
            }
        }
    }

    /** Whether a request stands for it: the one of its attempt, or one that nobody has taken yet. */
    private boolean hasRequest(Admitted generation) throws InterruptedException {
        return isInStream(generation.owner().flatMap(OwnerToken::entryOf)) || isInStream(generation.entry());
    }

    private boolean isInStream(Optional<String> entry) throws InterruptedException {
        return entry.isPresent() && Uplink.await(queue.contains(entry.get()));
    }

    private void queueAgain(String clientId, Admitted generation, Repair kind) throws InterruptedException {
        log.warn(
                "{}: {} without a request in the stream; adding one",
                generation.messageId(),
                generation.state().code());
        var _ = Uplink.await(queue.add(clientId, generation.messageId()));
        meters.repaired(kind, 1);
    }
}
