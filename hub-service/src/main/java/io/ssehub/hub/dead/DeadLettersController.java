package io.ssehub.hub.dead;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.ForOperators;
import io.ssehub.hub.http.Numbers;
import io.ssehub.protocol.request.DeadLetter;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.Requeued;
import io.ssehub.protocol.request.Requeuing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sse/dead-letters}: requests that failed for good; look at them, ask one again, drop one. */
@RestController
@ForOperators
@RequestMapping("/api/sse/dead-letters")
final class DeadLettersController {
    /**
     * A page of letters, newest first.
     *
     * @param total how many there are in all
     */
    record Listing(long total, List<Letter> letters) {}

    /** A letter as it is shown: its own id, and the message it is about. */
    record Letter(String id, String clientId, String messageId, int attempts, String code, String cause, Instant time) {
        static Letter of(DeadLetter letter) {
            return new Letter(
                    letter.entryId(),
                    letter.clientId(),
                    letter.messageId(),
                    letter.attempts(),
                    letter.code(),
                    letter.cause(),
                    letter.time());
        }
    }

    /** The message that was made. */
    record Asked(String id) {}

    private static final int MOST = 200;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DeadLetters letters;
    private final Requeuing requeuing;

    DeadLettersController(DeadLetters letters, Requeuing requeuing) {
        this.letters = letters;
        this.requeuing = requeuing;
    }

    @GetMapping
    Listing list(@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String after) {
        Numbers.check("limit", limit, 1, MOST);
        String from = after == null || after.isEmpty() ? null : after;
        if (from != null && !DeadLetters.isEntryId(from)) {
            throw ApiException.invalid("after", "must be the id of a dead letter");
        }
        return new Listing(
                Await.result(letters.size()),
                Await.result(letters.newest(limit, from)).stream()
                        .map(Letter::of)
                        .toList());
    }

    /** Repeated, it makes no second message. */
    @PostMapping("/{id}/requeue")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked requeue(@PathVariable String id) {
        return switch (Await.result(requeuing.requeue(id))) {
            case Requeued.Done done -> new Asked(done.messageId());
            case Requeued.Unknown unknown -> throw unknown();
            case Requeued.Expired expired ->
                throw ApiException.of(
                        HttpStatus.GONE, "question_expired", "the letter's question has expired; it can be dropped");
            case Requeued.Full full ->
                throw ApiException.later(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_waiting",
                        "too many questions of this client wait",
                        RETRY_AFTER);
        };
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String id) {
        if (!Await.result(letters.remove(id))) {
            throw unknown();
        }
    }

    private static ApiException unknown() {
        return ApiException.of(
                HttpStatus.NOT_FOUND, "unknown_letter", "there is no such dead letter, or not any more", "id");
    }
}
