package io.ssehub.protocol.conversation;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The conversations of all clients: indexes of generations, kept by the scripts that accept and end these. A conversation
 * is there for as long as one of its generations can be read.
 *
 * <p>Calls return at once. Thread-safe.
 */
public final class Conversations {
    /** How long a worker that has not heard of a deletion may still try to write; longer than any drain or lease. */
    private static final Duration REMEMBERED = Duration.ofHours(2);

    /** Messages one script removes; Redis does nothing else meanwhile. */
    private static final int REMOVED_AT_ONCE = 100;

    /** Failed and unfinished messages are skipped, so more are looked at than are wanted. */
    private static final int LOOKED_AT_PER_TURN = 3;

    private final RedisLink link;
    private final RedisKeys keys;
    private final Generations generations;
    private final Duration life;

    /** @param life how long a generation can be read after it has ended */
    public Conversations(RedisLink link, RedisKeys keys, Generations generations, Duration life) {
        this.link = link;
        this.keys = keys;
        this.generations = generations;
        this.life = life;
    }

    /** A client's conversations, the one where something happened last first. */
    public CompletionStage<List<Conversation>> newest(String clientId, int most) {
        String index = keys.conversations(clientId);
        return link.send(redis -> redis.zrevrangebyscoreWithScores(index, readable(), Limit.create(0, most)))
                .thenCompose(found -> all(found, scored -> summary(clientId, scored)))
                .thenApply(Conversations::present);
    }

    private CompletionStage<Optional<Conversation>> summary(String clientId, ScoredValue<byte[]> scored) {
        String id = Answers.text(scored.getValue());
        String index = keys.conversation(clientId, id);
        CompletionStage<Long> turns = link.send(redis -> redis.zcount(index, readable()));
        return link.send(redis -> redis.zrangebyscore(index, readable(), Limit.create(0, 1)))
                .thenCompose(first -> first.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<byte[]>empty())
                        : link.fields(keys.generation(clientId, Answers.text(first.getFirst())), "question")
                                .thenApply(List::getFirst))
                .thenCombine(
                        turns,
                        (question, count) -> question.map(asked ->
                                new Conversation(id, Answers.text(asked), count.intValue(), Instant.ofEpochMilli((long)
                                        scored.getScore()))));
    }

    /** The newest messages of a conversation with their texts, oldest first. */
    public CompletionStage<List<Generation>> messages(String clientId, String conversationId, int most) {
        String index = keys.conversation(clientId, conversationId);
        return link.send(redis -> redis.zrevrangebyscore(index, Range.unbounded(), Limit.create(0, most)))
                .thenCompose(ids -> all(ids.reversed(), id -> generations.find(clientId, Answers.text(id))))
                .thenApply(Conversations::present);
    }

    /** All message ids of a conversation, oldest first. */
    public CompletionStage<List<String>> messageIds(String clientId, String conversationId) {
        String index = keys.conversation(clientId, conversationId);
        return link.send(redis -> redis.zrangebyscore(index, Range.unbounded()))
                .thenApply(ids -> ids.stream().map(Answers::text).toList());
    }

    /** The ids among these whose messages have not ended. */
    public CompletionStage<List<String>> open(String clientId, List<String> messageIds) {
        return all(messageIds, id -> link.fields(keys.generation(clientId, id), "state")
                        .thenApply(fields -> fields.getFirst()
                                .map(Answers::text)
                                .map(GenerationState::of)
                                .filter(state -> !state.isEnded())
                                .map(state -> id)))
                .thenApply(Conversations::present);
    }

    /**
     * Removes messages of a conversation that have ended; what is in the client's log ages there.
     *
     * @return how many are left, because they have not ended
     */
    public CompletionStage<Integer> forget(String clientId, String conversationId, List<String> messageIds) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < messageIds.size(); from += REMOVED_AT_ONCE) {
            batches.add(messageIds.subList(from, Math.min(messageIds.size(), from + REMOVED_AT_ONCE)));
        }
        return all(batches, batch -> forgetAtOnce(clientId, conversationId, batch))
                .thenApply(
                        left -> (int) left.stream().mapToLong(Long::longValue).sum());
    }

    private CompletionStage<Long> forgetAtOnce(String clientId, String conversationId, List<String> messageIds) {
        List<String> redisKeys = new ArrayList<>(List.of(
                keys.generations(clientId), keys.conversations(clientId), keys.conversation(clientId, conversationId)));
        List<byte[]> args = new ArrayList<>(List.of(arg(conversationId), arg(REMEMBERED.toMillis())));
        for (String id : messageIds) {
            redisKeys.add(keys.generation(clientId, id));
            redisKeys.add(keys.text(clientId, id));
            args.add(arg(id));
        }
        return link.count(Script.FORGET, redisKeys.toArray(String[]::new), args.toArray(byte[][]::new));
    }

    /**
     * What was said in the conversation of a generation before it: completed answers, and cancelled ones that had begun;
     * neither failed ones nor those that are still being written. Oldest first.
     */
    public CompletionStage<List<Exchange>> before(String clientId, Generation generation, Memory memory) {
        if (memory.turns() == 0 || memory.characters() == 0) {
            return CompletableFuture.completedFuture(List.of());
        }
        String index = keys.conversation(clientId, generation.conversation());
        Range<Long> earlier = Range.create(0L, generation.created().toEpochMilli());
        Limit limit = Limit.create(0, (long) LOOKED_AT_PER_TURN * memory.turns() + 1);
        return link.send(redis -> redis.zrevrangebyscore(index, earlier, limit))
                .thenCompose(ids -> all(
                        ids.stream()
                                .map(Answers::text)
                                .filter(id -> !id.equals(generation.id()))
                                .toList(),
                        id -> sizeOf(clientId, id)))
                .thenCompose(sized -> all(Sized.worthReading(present(sized), memory), known -> text(clientId, known)))
                .thenApply(memory::choose);
    }

    private CompletionStage<Optional<Sized>> sizeOf(String clientId, String messageId) {
        CompletionStage<Long> bytes = link.send(redis -> redis.strlen(keys.text(clientId, messageId)));
        return link.fields(keys.generation(clientId, messageId), "state", "question")
                .thenCombine(bytes, (fields, length) -> fields.get(1)
                        .filter(question -> length > 0 && isPartOfConversation(fields.get(0)))
                        .map(question -> new Sized(messageId, Answers.text(question), length)));
    }

    private static boolean isPartOfConversation(Optional<byte[]> state) {
        GenerationState known =
                state.map(Answers::text).map(GenerationState::of).orElse(GenerationState.FAILED);
        return known == GenerationState.COMPLETED || known == GenerationState.CANCELLED;
    }

    private CompletionStage<Exchange> text(String clientId, Sized sized) {
        return link.send(redis -> redis.get(keys.text(clientId, sized.id())))
                .thenApply(text -> new Exchange(sized.question(), text == null ? "" : Answers.text(text)));
    }

    /** Since when generations were accepted that can be read still. */
    private Range<Long> readable() {
        return Range.from(
                Range.Boundary.including(System.currentTimeMillis() - life.toMillis()), Range.Boundary.unbounded());
    }

    private static <T> List<T> present(List<Optional<T>> found) {
        return found.stream().flatMap(Optional::stream).toList();
    }

    /** Asks for all at once; the answers in the same order. */
    private static <S, T> CompletionStage<List<T>> all(List<S> of, Function<S, CompletionStage<T>> question) {
        List<CompletableFuture<T>> asked = of.stream()
                .map(each -> question.apply(each).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }
}
