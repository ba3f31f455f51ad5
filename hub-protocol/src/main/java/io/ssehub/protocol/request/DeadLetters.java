package io.ssehub.protocol.request;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stream of dead letters, bounded by length: the oldest leave first. One is written after its generation has ended
 * and before its request leaves the request stream, so that it cannot get lost; if its writer dies in between there may
 * be a second one, which is harmless.
 *
 * <p>Thread-safe.
 */
public final class DeadLetters {
    private static final Pattern ENTRY = Pattern.compile("\\d{1,15}-\\d{1,15}");

    private final RedisLink link;
    private final RedisKeys keys;
    private final ErasedMessages erased;

    public DeadLetters(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
        this.erased = new ErasedMessages(link, keys);
    }

    /**
     * Writes one, unless it is noted at its generation that there is one; answers whether it wrote.
     *
     * @param cause what went wrong in the last attempt
     * @param keep most letters to keep
     */
    public CompletionStage<Boolean> add(
            String clientId, String messageId, int attempts, String code, String cause, int keep) {
        String generation = keys.generation(clientId, messageId);
        Map<String, byte[]> body = new LinkedHashMap<>();
        body.put("v", arg(Wire.VERSION));
        body.put("client", arg(clientId));
        body.put("id", arg(messageId));
        body.put("attempts", arg(attempts));
        body.put("code", arg(code));
        body.put("cause", arg(cause));
        return link.fields(generation, "dead").thenCompose(noted -> {
            if (noted.getFirst().isPresent()) {
                return CompletableFuture.completedStage(false);
            }
            return link.send(redis -> redis.xadd(keys.deadLetters(), XAddArgs.Builder.maxlen(keep), body))
                    .thenCompose(entry -> link.count(
                                    Script.NOTE, new String[] {generation}, arg("dead"), arg(entry), arg(""))
                            .thenCompose(done -> done == 1
                                    ? CompletableFuture.completedStage(true)
                                    : stays(clientId, messageId, entry)));
        });
    }

    /** Whether it stays: not if its message was erased while it was being written. */
    private CompletionStage<Boolean> stays(String clientId, String messageId, String entryId) {
        return erased.contains(clientId, messageId)
                .thenCompose(gone ->
                        gone ? remove(entryId).thenApply(removed -> false) : CompletableFuture.completedStage(true));
    }

    /** Takes out all letters of a client; answers how many there were. */
    public CompletionStage<Long> removeAllOf(String clientId) {
        return StreamSweep.remove(link, keys.deadLetters(), message -> text(message.getBody(), "client")
                .equals(clientId));
    }

    /** Whether a letter may be called so: {@code <ms>-<number>}, as Redis gives it. */
    public static boolean isEntryId(String text) {
        return ENTRY.matcher(text).matches();
    }

    /** The newest, newest first. */
    public CompletionStage<List<DeadLetter>> newest(int most) {
        return newest(most, null);
    }

    /**
     * The newest that are older than a certain one, newest first.
     *
     * @param after the entry they come after in that order; null: begin with the newest
     */
    public CompletionStage<List<DeadLetter>> newest(int most, @Nullable String after) {
        Range<String> older = after == null
                ? Range.unbounded()
                : Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(after));
        return link.send(redis -> redis.xrevrange(keys.deadLetters(), older, Limit.from(most)))
                .thenApply(found -> found.stream().map(DeadLetters::read).toList());
    }

    /** One of them; none also if it cannot be called so. */
    public CompletionStage<Optional<DeadLetter>> find(String entryId) {
        if (!isEntryId(entryId)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return link.send(redis -> redis.xrange(keys.deadLetters(), Range.create(entryId, entryId)))
                .thenApply(found -> found.stream().map(DeadLetters::read).findFirst());
    }

    /** Takes one out; false if it was not there. */
    public CompletionStage<Boolean> remove(String entryId) {
        if (!isEntryId(entryId)) {
            return CompletableFuture.completedStage(false);
        }
        return link.send(redis -> redis.xdel(keys.deadLetters(), entryId)).thenApply(removed -> removed == 1);
    }

    public CompletionStage<Long> size() {
        return link.send(redis -> redis.xlen(keys.deadLetters()));
    }

    private static DeadLetter read(StreamMessage<String, byte[]> message) {
        Map<String, byte[]> body = message.getBody();
        String written = message.getId();
        return new DeadLetter(
                written,
                text(body, "client"),
                text(body, "id"),
                attempts(text(body, "attempts")),
                text(body, "code"),
                text(body, "cause"),
                Instant.ofEpochMilli(Long.parseLong(written.substring(0, written.indexOf('-')))));
    }

    /** One letter that nobody of us wrote must not hide the others. */
    private static int attempts(String written) {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private static String text(Map<String, byte[]> body, String field) {
        byte[] value = body.get(field);
        return value == null ? "" : Answers.text(value);
    }
}
