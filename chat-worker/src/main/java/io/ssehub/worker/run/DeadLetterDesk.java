package io.ssehub.worker.run;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Uplink;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes dead letters: of requests that worker after worker could not finish, and of those a fault of ours has ended.
 * What a provider refuses or fails at is told to whoever asked and counted; in an outage it would bury these.
 */
@Component
final class DeadLetterDesk {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);
    private static final Set<String> CODES = Set.of(FailureCode.TOO_MANY_ATTEMPTS.code(), FailureCode.INTERNAL.code());
    private static final int LONGEST_CAUSE = 500;

    private final Uplink uplink;
    private final OpenGenerations open;
    private final DeadLetters letters;
    private final RunProperties properties;
    private final WorkerMeters meters;

    DeadLetterDesk(
            Uplink uplink, OpenGenerations open, DeadLetters letters, RunProperties properties, WorkerMeters meters) {
        this.uplink = uplink;
        this.open = open;
        this.letters = letters;
        this.properties = properties;
        this.meters = meters;
    }

    /** Whether an ended generation belongs here. */
    static boolean isDead(Generation generation) {
        return generation.state() == GenerationState.FAILED
                && generation.code().filter(CODES::contains).isPresent();
    }

    /** Remembers at the generation what went wrong, before it ends or another attempt begins. */
    void note(Attempt attempt, Throwable fault) throws InterruptedException {
        uplink.ask(() -> open.noteCause(attempt, describe(fault)));
    }

    /** The same without waiting, when it is not known whether Redis takes it. */
    void tryToNote(Attempt attempt, Throwable fault) {
        var _ = open.noteCause(attempt, describe(fault));
    }

    /** Writes the letter of a request whose generation has ended, if it is a dead one that has none. */
    void writeIfDead(ChatRequest request, Generation ended) throws InterruptedException {
        if (!isDead(ended)) {
            return;
        }
        Optional<String> noted = uplink.ask(() -> open.cause(request.clientId(), request.messageId()));
        String cause = noted.orElse("the worker of attempt " + ended.attempt()
                + " went silent: killed, cut off from Redis, or stopped in the middle");
        boolean written = uplink.ask(() -> letters.add(
                request.clientId(),
                request.messageId(),
                ended.attempt(),
                ended.code().orElse(""),
                cause,
                properties.deadLetters()));
        if (written) {
            meters.deadLetterWritten();
            log.warn("{}: a dead letter: {}", request.messageId(), cause);
        }
    }

    private static String describe(Throwable fault) {
        String description = fault.toString();
        return description.length() <= LONGEST_CAUSE ? description : description.substring(0, LONGEST_CAUSE);
    }
}
