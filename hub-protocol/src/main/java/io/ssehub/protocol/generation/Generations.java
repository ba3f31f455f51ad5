package io.ssehub.protocol.generation;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The generations of all clients. Each step is one script: it checks, appends to the client's log and changes the
 * generation together, so that exactly one ending can be written and a fenced worker writes nothing.
 *
 * <p>Calls return at once; what one thread sends is executed in that order. Thread-safe.
 */
public final class Generations {
    /** Longest question in characters. */
    public static final int MAX_QUESTION = 16_384;

    /** The conversation of a request that names none. */
    public static final String DEFAULT_CONVERSATION = "default";

    private final RedisLink link;
    private final RedisKeys keys;
    private final Retentions retentions;
    private final Duration endedLife;
    private final QueueLimits limits;

    /**
     * The generations of one installation.
     *
     * @param endedLife how long a generation can be read after it has ended
     */
    public Generations(RedisLink link, RedisKeys keys, Retentions retentions, Duration endedLife, QueueLimits limits) {
        this.link = link;
        this.keys = keys;
        this.retentions = retentions;
        this.endedLife = endedLife;
        this.limits = limits;
    }

    /** The same with the limits that are used unless others are set. */
    public Generations(RedisLink link, RedisKeys keys, Retentions retentions, Duration endedLife) {
        this(link, keys, retentions, endedLife, QueueLimits.DEFAULT);
    }

    /**
     * Accepts a request, unless too many of the client's wait. What {@link Submission#toQueue} names still has to be put
     * into the request stream.
     *
     * @param requestId the caller's name for it, which makes a repetition harmless; null if there is none
     * @param conversationId the conversation it belongs to; empty for the client's default one
     */
    public CompletionStage<Submission> submit(
            String clientId, @Nullable String requestId, String question, String conversationId) {
        return submit(clientId, requestId, question, conversationId, "");
    }

    /**
     * The same for a request whose steps are traced.
     *
     * @param traceparent what they are part of; empty for none
     */
    public CompletionStage<Submission> submit(
            String clientId, @Nullable String requestId, String question, String conversationId, String traceparent) {
        return submit(clientId, requestId, question, conversationId, traceparent, limits.inFlight(), limits.waiting());
    }

    /** The same for times when nothing new is wanted: only a request that was accepted before is not {@code FULL}. */
    public CompletionStage<Submission> submitAgain(
            String clientId, @Nullable String requestId, String question, String conversationId) {
        return submit(clientId, requestId, question, conversationId, "", 0, 0);
    }

    private CompletionStage<Submission> submit(
            String clientId,
            @Nullable String requestId,
            String question,
            String conversationId,
            String traceparent,
            int inFlight,
            int waiting) {
        String conversation = conversationId.isEmpty() ? DEFAULT_CONVERSATION : conversationId;
        String id =
                requestId == null ? MessageIds.random() : MessageIds.of(clientId, Names.check("requestId", requestId));
        String[] redisKeys = {
            keys.generation(clientId, id),
            keys.generations(clientId),
            keys.open(clientId),
            keys.conversations(clientId),
            keys.conversation(clientId, conversation)
        };
        return link.run(
                        Script.SUBMIT,
                        redisKeys,
                        arg(id),
                        arg(MessageIds.digest(question, conversation)),
                        arg(question),
                        arg(conversation),
                        arg(endedLife.toMillis()),
                        arg(inFlight),
                        arg(waiting),
                        arg(traceparent))
                .thenApply(answer -> {
                    Submission.Outcome outcome =
                            Submission.Outcome.valueOf(Answers.text(answer, 0).toUpperCase(Locale.ROOT));
                    return outcome == Submission.Outcome.FULL
                            ? Submission.full(id)
                            : new Submission(
                                    outcome,
                                    id,
                                    GenerationState.of(Answers.text(answer, 1)),
                                    answer.stream().skip(2).map(Answers::text).toList());
                });
    }

    /**
     * Begins an attempt: {@code Started}, {@code Fenced}, {@code Exhausted}, {@code Ended} or {@code Gone}.
     *
     * @param seenAttempts attempts begun when the caller looked
     * @param owner the caller's token for the attempt, never used before
     */
    public CompletionStage<StepResult> start(
            String clientId, String messageId, int seenAttempts, String owner, int maxAttempts) {
        return step(Script.START, clientId, messageId, arg(seenAttempts), arg(owner), arg(maxAttempts));
    }

    /**
     * Appends a fragment: {@code Appended}, {@code Repeat}, {@code Expected}, {@code Fenced}, {@code Ended} or
     * {@code Gone}.
     *
     * @param index the fragment's number in the attempt, from 0
     * @param isLast whether it is known to be the last
     */
    public CompletionStage<StepResult> fragment(
            Attempt attempt, int index, FragmentKind kind, String content, boolean isLast) {
        return step(
                Script.FRAGMENT,
                attempt.clientId(),
                attempt.messageId(),
                arg(attempt.number()),
                arg(attempt.owner()),
                arg(index),
                arg(content),
                arg(isLast ? "1" : "0"),
                arg(kind.code()));
    }

    /** Appends a fragment of the answer itself. */
    public CompletionStage<StepResult> fragment(Attempt attempt, int index, String content, boolean isLast) {
        return fragment(attempt, index, FragmentKind.ANSWER, content, isLast);
    }

    /**
     * Writes the ending: {@code Finished}, {@code Expected}, {@code Fenced}, {@code Ended} or {@code Gone}.
     *
     * @param fragments how many fragments the attempt has sent
     */
    public CompletionStage<StepResult> end(Attempt attempt, int fragments, Ending ending) {
        byte[][] how =
                switch (ending) {
                    case Ending.Completed done ->
                        new byte[][] {
                            arg("completed"),
                            arg(done.finishReason()),
                            arg(""),
                            arg(done.usage() == null ? "" : done.usage())
                        };
                    case Ending.Failed failed ->
                        new byte[][] {arg("failed"), arg(failed.code()), arg(failed.message()), arg("")};
                };
        return step(
                Script.END,
                attempt.clientId(),
                attempt.messageId(),
                arg(attempt.number()),
                arg(attempt.owner()),
                arg(fragments),
                how[0],
                how[1],
                how[2],
                how[3]);
    }

    /** Ends it because its reader asked: {@code Finished}, {@code Ended} or {@code Gone}. */
    public CompletionStage<StepResult> cancel(String clientId, String messageId) {
        return step(Script.CANCEL, clientId, messageId, arg(keys.nudges()));
    }

    /** Notes that the client has a message; false if there is none. */
    public CompletionStage<Boolean> ack(String clientId, String messageId) {
        return link.count(Script.ACK, new String[] {keys.generation(clientId, messageId)})
                .thenApply(found -> found == 1);
    }

    /** What a client has of its newest generations, {@code most} at most. */
    public CompletionStage<Acknowledgements> acknowledgements(String clientId, int most) {
        // The head first: a generation that begins while the others are read begins after it.
        CompletableFuture<Optional<Position>> head = link.fields(keys.head(Channel.client(clientId)), "epoch", "offset")
                .thenApply(found -> joined(found, "-").flatMap(Position::parse))
                .toCompletableFuture();
        return link.send(redis -> redis.zrevrange(keys.generations(clientId), 0, most - 1L))
                .thenCompose(found -> {
                    List<String> ids = found.stream().map(Answers::text).toList();
                    List<CompletableFuture<List<Optional<byte[]>>>> hashes = ids.stream()
                            .map(id -> link.fields(keys.generation(clientId, id), "acked", "first", "last")
                                    .toCompletableFuture())
                            .toList();
                    return CompletableFuture.allOf(hashes.toArray(CompletableFuture<?>[]::new))
                            .thenCombine(head, (done, at) -> acknowledgements(at, ids, hashes));
                });
    }

    private static Acknowledgements acknowledgements(
            Optional<Position> head, List<String> ids, List<CompletableFuture<List<Optional<byte[]>>>> hashes) {
        Set<String> acknowledged = new HashSet<>();
        List<Position> missing = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Optional<byte[]>> fields = hashes.get(i).join();
            if (fields.get(0).isPresent()) {
                acknowledged.add(ids.get(i));
            } else {
                open.add(ids.get(i));
                // One that was cancelled before any attempt has nothing but its ending.
                fields.get(1)
                        .or(() -> fields.get(2))
                        .map(Answers::text)
                        .flatMap(Position::parse)
                        .ifPresent(missing::add);
            }
        }
        return new Acknowledgements(
                head, missing.stream().min(Comparator.naturalOrder()), Set.copyOf(acknowledged), List.copyOf(open));
    }

    private static Optional<String> joined(List<Optional<byte[]>> parts, String by) {
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream()
                        .map(part -> Answers.text(part.orElseThrow()))
                        .collect(Collectors.joining(by)))
                : Optional.empty();
    }

    /** One generation with its text so far. */
    public CompletionStage<Optional<Generation>> find(String clientId, String messageId) {
        String[] redisKeys = {keys.generation(clientId, messageId), keys.text(clientId, messageId)};
        return link.run(Script.FIND, redisKeys).thenApply(answer -> generation(messageId, answer));
    }

    /** One generation with its text so far, and where its client's channel stood then. */
    public CompletionStage<Snapshot> snapshot(String clientId, String messageId) {
        String[] redisKeys = {
            keys.generation(clientId, messageId), keys.text(clientId, messageId), keys.head(Channel.client(clientId))
        };
        return link.run(Script.FIND, redisKeys)
                .thenApply(
                        answer -> new Snapshot(generation(messageId, answer), Position.parse(Answers.text(answer, 2))));
    }

    private static Optional<Generation> generation(String messageId, List<Object> answer) {
        Map<String, byte[]> fields = GenerationHash.fields(answer.getFirst());
        return GenerationHash.find(messageId, fields, Answers.text(answer, 1));
    }

    /** The token of whoever began the newest attempt; empty before the first and after the ending. */
    public CompletionStage<Optional<String>> owner(String clientId, String messageId) {
        return link.send(redis -> redis.hget(keys.generation(clientId, messageId), "owner"))
                .thenApply(owner -> Optional.ofNullable(owner).map(Answers::text));
    }

    /** A client's newest generations, newest first, without their text. */
    public CompletionStage<List<Generation>> newest(String clientId, int most) {
        return link.send(redis -> redis.zrevrange(keys.generations(clientId), 0, most - 1L))
                .thenCompose(ids -> all(ids.stream()
                        .map(Answers::text)
                        .map(id -> hash(clientId, id))
                        .toList()));
    }

    private CompletionStage<Optional<Generation>> hash(String clientId, String messageId) {
        CompletionStage<Map<String, byte[]>> hash =
                link.send(redis -> redis.hgetall(keys.generation(clientId, messageId)));
        return hash.thenApply(fields -> GenerationHash.find(messageId, fields, ""));
    }

    private static CompletionStage<List<Generation>> all(List<CompletionStage<Optional<Generation>>> reads) {
        CompletableFuture<?>[] futures =
                reads.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(futures).thenApply(done -> {
            List<Generation> found = new ArrayList<>(reads.size());
            reads.forEach(read -> read.toCompletableFuture().join().ifPresent(found::add));
            return found;
        });
    }

    private CompletionStage<StepResult> step(Script script, String clientId, String messageId, byte[]... rest) {
        Channel channel = Channel.client(clientId);
        String[] redisKeys = {
            keys.log(channel),
            keys.head(channel),
            keys.generation(clientId, messageId),
            keys.text(clientId, messageId),
            keys.generations(clientId),
            keys.open(clientId)
        };
        Retention retention = retentions.of(channel);
        byte[][] common = {
            arg(retention.most()),
            arg(retention.log().toMillis()),
            arg(retention.head().toMillis()),
            arg(clientId),
            arg(messageId),
            arg(endedLife.toMillis())
        };
        byte[][] args = new byte[common.length + rest.length][];
        System.arraycopy(common, 0, args, 0, common.length);
        System.arraycopy(rest, 0, args, common.length, rest.length);
        return link.run(script, redisKeys, args).thenApply(Generations::read);
    }

    private static StepResult read(List<Object> answer) {
        String outcome = Answers.text(answer, 0);
        return switch (outcome) {
            case "started" -> new StepResult.Started((int) Answers.number(answer, 1), position(answer, 2));
            case "appended" -> new StepResult.Appended(position(answer, 1));
            case "repeat" -> new StepResult.Repeat(position(answer, 1));
            case "finished", "cancelled" -> new StepResult.Finished(position(answer, 1));
            case "expected" -> new StepResult.Expected((int) Answers.number(answer, 1));
            case "fenced" -> new StepResult.Fenced((int) Answers.number(answer, 1));
            case "exhausted" -> new StepResult.Exhausted(position(answer, 1));
            case "ended" -> new StepResult.Ended(GenerationState.of(Answers.text(answer, 1)));
            case "gone" -> new StepResult.Gone();
            default -> throw new IllegalStateException("a script answered " + outcome);
        };
    }

    private static Position position(List<Object> answer, int index) {
        String written = Answers.text(answer, index);
        return Position.parse(written).orElseThrow(() -> new IllegalStateException("not a position: " + written));
    }
}
