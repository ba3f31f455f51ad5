package io.ssehub.worker.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.request.DeadLetter;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.Requeued;
import io.ssehub.protocol.request.Requeuing;
import io.ssehub.worker.redis.Uplink;
import java.time.Instant;
import java.util.List;
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
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final DeadLetters letters;
    private final Requeuing requeuing;

    DeadLetterEndpoint(DeadLetters letters, Requeuing requeuing) {
        this.letters = letters;
        this.requeuing = requeuing;
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

    /** Asks the letter's question again, as a new message of its client; a repetition makes no second message. */
    @WriteOperation
    WebEndpointResponse<?> requeue(@Selector String entry) throws InterruptedException {
        try {
            return switch (Uplink.await(requeuing.requeue(entry))) {
                case Requeued.Done(String clientId, String id) ->
                    new WebEndpointResponse<>(new Result(clientId, id, null));
                case Requeued.Unknown unknown -> unknown();
                case Requeued.Expired expired ->
                    new WebEndpointResponse<>(Result.problem("its question has expired"), GONE);
                case Requeued.Full full ->
                    new WebEndpointResponse<>(Result.problem("too many questions of this client wait"), TOO_MANY);
            };
        } catch (RedisAwayException away) {
            return redisAway();
        }
    }

    @DeleteOperation
    WebEndpointResponse<?> drop(@Selector String entry) throws InterruptedException {
        try {
            return Uplink.await(letters.remove(entry)) ? new WebEndpointResponse<>(NO_CONTENT) : unknown();
        } catch (RedisAwayException away) {
            return redisAway();
        }
    }

    private static WebEndpointResponse<?> unknown() {
        return new WebEndpointResponse<>(Result.problem("there is no such letter, or not any more"), NOT_FOUND);
    }

    private static WebEndpointResponse<?> redisAway() {
        return new WebEndpointResponse<>(Result.problem("Redis is away; try again"), UNAVAILABLE);
    }
}
