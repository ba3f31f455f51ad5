package io.ssehub.protocol.generation;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The generations that have not ended, of which only a few of each client are admitted to the request stream. Who ends
 * one admits the next before the request of the ended one leaves the stream: so whatever dies in between, somebody finds
 * that request and does it again.
 *
 * <p>Thread-safe.
 */
public final class OpenGenerations {
    private static final int INSPECTED_FIELDS = 6;

    private final RedisLink link;
    private final RedisKeys keys;
    private final Duration endedLife;
    private final QueueLimits limits;

    /**
     * The open ones of one installation.
     *
     * @param endedLife how long a client's list lasts when nothing of it is open
     */
    public OpenGenerations(RedisLink link, RedisKeys keys, Duration endedLife, QueueLimits limits) {
        this.link = link;
        this.keys = keys;
        this.endedLife = endedLife;
        this.limits = limits;
    }

    /**
     * Admits a client's next ones where there is room; answers the message ids that the caller has to put into the
     * request stream.
     *
     * @param alsoUnnoted whether it answers also what was admitted before, if nobody has noted that it is in the stream.
     *     Somebody may be about to do so; twice in the stream is harmless
     */
    public CompletionStage<List<String>> admit(String clientId, boolean alsoUnnoted) {
        String[] redisKeys = {keys.open(clientId), keys.generations(clientId)};
        return link.run(
                        Script.ADMIT,
                        redisKeys,
                        arg(limits.inFlight()),
                        arg(alsoUnnoted ? "1" : "0"),
                        arg(endedLife.toMillis()))
                .thenApply(ids -> ids.stream().map(Answers::text).toList());
    }

    /** A client's admitted ones, with what tells whether a request stands for them. */
    public CompletionStage<List<Admitted>> admitted(String clientId) {
        return link.run(Script.INSPECT, new String[] {keys.open(clientId)}).thenApply(flat -> {
            List<Admitted> found = new ArrayList<>(flat.size() / INSPECTED_FIELDS);
            for (int i = 0; i < flat.size(); i += INSPECTED_FIELDS) {
                found.add(new Admitted(
                        Answers.text(flat, i),
                        GenerationState.of(Answers.text(flat, i + 1)),
                        Optional.of(Answers.text(flat, i + 2)).filter(entry -> !entry.isEmpty()),
                        Optional.of(Answers.text(flat, i + 3)).filter(owner -> !owner.isEmpty()),
                        Duration.ofMillis(Answers.number(flat, i + 4)),
                        Duration.ofMillis(Answers.number(flat, i + 5))));
            }
            return found;
        });
    }

    /**
     * An admitted generation.
     *
     * @param entry the entry of the request stream that was noted for it
     * @param owner the token of whoever began the newest attempt
     * @param sinceAdmitted how long ago it was admitted
     * @param sinceAlive how long ago its worker began the attempt, or said that it goes on without an entry
     */
    public record Admitted(
            String messageId,
            GenerationState state,
            Optional<String> entry,
            Optional<String> owner,
            Duration sinceAdmitted,
            Duration sinceAlive) {}

    /**
     * Some of the clients that have open ones.
     *
     * @param cursor where to go on; {@link #START} when there are no more
     */
    public record Page(List<String> clients, String cursor) {}

    /** Where a walk through all clients begins, and what its last page names. */
    public static final String START = "0";

    /**
     * The next page of a walk through all clients that have open ones; a client may come twice.
     *
     * @param keysToLookAt how many keys of Redis it costs, about
     */
    public CompletionStage<Page> clients(String cursor, int keysToLookAt) {
        ScanArgs args = ScanArgs.Builder.matches(keys.openPattern()).limit(keysToLookAt);
        return link.<KeyScanCursor<String>>send(redis -> redis.scan(ScanCursor.of(cursor), args))
                .thenApply(page -> new Page(
                        page.getKeys().stream()
                                .flatMap(key -> keys.clientOfOpen(key).stream())
                                .toList(),
                        page.getCursor()));
    }

    /** Notes that the worker of an attempt goes on; false if the attempt is not its any more. */
    public CompletionStage<Boolean> noteAlive(Attempt attempt) {
        return note(attempt.clientId(), attempt.messageId(), "alive", "", attempt.owner());
    }

    /**
     * Notes what went wrong in an attempt; false if it is not the owner's any more.
     *
     * @param cause for operators
     */
    public CompletionStage<Boolean> noteCause(Attempt attempt, String cause) {
        return note(attempt.clientId(), attempt.messageId(), "cause", cause, attempt.owner());
    }

    /** What {@link #noteCause} has noted for the newest attempt. */
    public CompletionStage<Optional<String>> cause(String clientId, String messageId) {
        return link.fields(keys.generation(clientId, messageId), "cause")
                .thenApply(fields -> fields.getFirst().map(Answers::text));
    }

    private CompletionStage<Boolean> note(String clientId, String messageId, String field, String value, String owner) {
        String[] generation = {keys.generation(clientId, messageId)};
        return link.count(Script.NOTE, generation, arg(field), arg(value), arg(owner))
                .thenApply(noted -> noted == 1);
    }
}
