package io.ssehub.worker.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.Submission;
import io.ssehub.protocol.generation.Submission.Outcome;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.request.DeadLetter;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.redis.Uplink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/** {@code /actuator/deadletters}: look at dead letters, requeue one ({@code POST}) or drop it ({@code DELETE}). */
@Component
@WebEndpoint(id = "deadletters")
final class DeadLetterEndpoint {
    /** The newest letters, newest first; {@code total} may be more. */
    record Listing(long total, List<Letter> letters) {}

    /** A dead letter as it is shown. */
    record Letter(String entry, String clientId, String id, int attempts, String code, String cause, Instant time) {
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

    /** What came of it: the message that was made, or why there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Nullable String clientId,
            @Nullable String id,
            @Nullable String problem) {
        static Result problem(String problem) {
            return new Result(null, null, problem);
        }
    }

    private static final int SHOWN = 100;
    private static final Pattern ENTRY = Pattern.compile("\\d{1,15}-\\d{1,15}");
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final DeadLetters letters;
    private final Generations generations;
    private final RequestQueue queue;

    DeadLetterEndpoint(DeadLetters letters, Generations generations, RequestQueue queue) {
        this.letters = letters;
        this.generations = generations;
        this.queue = queue;
    }

    @ReadOperation
    WebEndpointResponse<?> list() throws InterruptedException {
        try {
            return new WebEndpointResponse<>(new Listing(
                    Uplink.await(letters.size()),
                    Uplink.await(letters.newest(SHOWN)).stream().map(Letter::of).toList()));
        } catch (RedisAwayException away) {
            return redisAway();
        }
    }

    /**
     * Asks the letter's question again, as a new message of its client. The letter stands for the new request's id, so
     * that a repetition of the call makes no second message.
     */
    @WriteOperation
    WebEndpointResponse<?> requeue(@Selector String entry) throws InterruptedException {
        try {
            Optional<DeadLetter> letter = find(entry);
            return letter.isPresent() ? requeue(letter.get()) : unknown();
        } catch (RedisAwayException away) {
            return redisAway();
        }
    }

    private WebEndpointResponse<?> requeue(DeadLetter letter) throws InterruptedException {
        String clientId = letter.clientId();
        Optional<Generation> dead = Uplink.await(generations.find(clientId, letter.messageId()));
        if (dead.isEmpty()) {
            return new WebEndpointResponse<>(Result.problem("its question has expired"), GONE);
        }
        Submission again = Uplink.await(generations.submit(
                clientId,
                "dead:" + letter.entryId(),
                dead.get().question(),
                dead.get().conversation()));
        if (again.outcome() == Outcome.FULL) {
            return new WebEndpointResponse<>(Result.problem("too many questions of this client wait"), TOO_MANY);
        }
        for (String id : again.toQueue()) {
            var _ = Uplink.await(queue.add(clientId, id));
        }
        Uplink.await(letters.remove(letter.entryId()));
        return new WebEndpointResponse<>(new Result(clientId, again.id(), null));
    }

    @DeleteOperation
    WebEndpointResponse<?> drop(@Selector String entry) throws InterruptedException {
        try {
            boolean dropped = ENTRY.matcher(entry).matches() && Uplink.await(letters.remove(entry));
            return dropped ? new WebEndpointResponse<>(NO_CONTENT) : unknown();
        } catch (RedisAwayException away) {
            return redisAway();
        }
    }

    private Optional<DeadLetter> find(String entry) throws InterruptedException {
        return ENTRY.matcher(entry).matches() ? Uplink.await(letters.find(entry)) : Optional.empty();
    }

    private static WebEndpointResponse<?> unknown() {
        return new WebEndpointResponse<>(Result.problem("there is no such letter, or not any more"), NOT_FOUND);
    }

    private static WebEndpointResponse<?> redisAway() {
        return new WebEndpointResponse<>(Result.problem("Redis is away; try again"), UNAVAILABLE);
    }
}
