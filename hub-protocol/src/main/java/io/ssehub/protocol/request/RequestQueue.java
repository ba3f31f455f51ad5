package io.ssehub.protocol.request;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.models.stream.PendingMessages;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat requests that wait for a worker: a stream with one consumer group. Entries are never trimmed by length, they
 * leave when their generation has ended. The same generation may be in it twice; that is harmless.
 *
 * <p>Thread-safe.
 */
public final class RequestQueue {
    /** The consumer group of all workers. */
    public static final String GROUP = "workers";

    private static final Logger log = LoggerFactory.getLogger(RequestQueue.class);
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final RedisLink link;
    private final RedisKeys keys;
    private final String key;
    private final ErasedMessages erased;

    public RequestQueue(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
        this.key = keys.requests();
        this.erased = new ErasedMessages(link, keys);
    }

    /** Queues a generation that was admitted, and notes at it by which entry. */
    public CompletionStage<Void> add(String clientId, String messageId) {
        Map<String, byte[]> body = new LinkedHashMap<>();
        body.put("v", arg(Wire.VERSION));
        body.put("client", arg(clientId));
        body.put("id", arg(messageId));
        String[] generation = {keys.generation(clientId, messageId)};
        return link.send(redis -> redis.xadd(key, body))
                .thenCompose(entry -> link.count(Script.NOTE, generation, arg("entry"), arg(entry), arg(""))
                        .thenCompose(noted -> noted == 1 ? NOTHING : finishIfErased(clientId, messageId, entry)));
    }

    /** It was erased while it was being queued: nothing of its client may stay here. */
    private CompletionStage<Void> finishIfErased(String clientId, String messageId, String entryId) {
        return erased.contains(clientId, messageId).thenCompose(gone -> gone ? finish(entryId) : NOTHING);
    }

    /** Takes out all requests of a client, whoever holds them; answers how many there were. */
    public CompletionStage<Long> removeAllOf(String clientId) {
        return StreamSweep.entries(link, key, message -> {
                    byte[] client = message.getBody().get("client");
                    return client != null && Answers.text(client).equals(clientId);
                })
                .thenCompose(ids -> ids.isEmpty()
                        ? CompletableFuture.completedStage(0L)
                        : link.count(Script.FINISH, new String[] {key}, args(List.of(GROUP), ids)));
    }

    /** Makes the group if it is not there, at the stream's beginning: it also takes what was queued before. */
    public CompletionStage<Void> createGroup() {
        return link.send(redis ->
                        redis.xgroupCreate(StreamOffset.from(key, "0"), GROUP, XGroupCreateArgs.Builder.mkstream()))
                .handle((created, failure) -> {
                    if (failure == null || isCause(failure, RedisBusyException.class)) {
                        return null;
                    }
                    throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
                });
    }

    /**
     * Takes new requests; the answer may be empty, and comes at the latest after {@code wait}. Blocks the connection,
     * so it needs a link of its own.
     */
    @SuppressWarnings("unchecked") // XREADGROUP's varargs of StreamOffset
    public CompletionStage<List<ChatRequest>> take(String consumer, int most, Duration wait) {
        return link.send(redis -> redis.xreadgroup(
                        Consumer.from(GROUP, consumer),
                        XReadArgs.Builder.block(wait.toMillis()).count(most),
                        StreamOffset.lastConsumed(key)))
                .thenApply(RequestQueue::read);
    }

    /** Takes over requests whose holder has not renewed its lease, looking at all that are held. */
    public CompletionStage<List<ChatRequest>> takeOver(String consumer, Duration lease, int most) {
        return takeOverFrom("0-0", consumer, lease, most);
    }

    private CompletionStage<List<ChatRequest>> takeOverFrom(String cursor, String consumer, Duration lease, int most) {
        return link.send(redis -> redis.xautoclaim(
                        key,
                        new XAutoClaimArgs<String>()
                                .consumer(Consumer.from(GROUP, consumer))
                                .minIdleTime(lease)
                                .startId(cursor)
                                .count(most)))
                .thenCompose(claimed -> {
                    List<ChatRequest> found = read(claimed.getMessages());
                    boolean more = found.isEmpty() && !claimed.getId().equals("0-0");
                    return leave(consumer, lease, claimed.getMessages())
                            .thenCompose(left -> more
                                    ? takeOverFrom(claimed.getId(), consumer, lease, most)
                                    : CompletableFuture.completedStage(found));
                });
    }

    /** Whoever can read what is of another version need not wait a lease for it. */
    private CompletionStage<List<String>> leave(
            String consumer, Duration lease, List<StreamMessage<String, byte[]>> claimed) {
        List<String> others = claimed.stream()
                .filter(RequestQueue::isOfAnotherVersion)
                .map(StreamMessage::getId)
                .toList();
        return giveBack(consumer, lease, others);
    }

    private static boolean isOfAnotherVersion(StreamMessage<String, byte[]> message) {
        byte[] version = message.getBody() == null ? null : message.getBody().get("v");
        return version != null && !Wire.VERSION.equals(Answers.text(version));
    }

    /** Renews the lease of requests; answers the entry ids that are not the consumer's any more. */
    public CompletionStage<List<String>> renew(String consumer, List<String> entryIds) {
        return renew(consumer, Duration.ZERO, entryIds);
    }

    /** Lets others take over at once what the consumer holds; answers the entry ids that are not its any more. */
    public CompletionStage<List<String>> giveBack(String consumer, Duration lease, List<String> entryIds) {
        return renew(consumer, lease, entryIds);
    }

    private CompletionStage<List<String>> renew(String consumer, Duration idle, List<String> entryIds) {
        List<String> first = List.of(GROUP, consumer, Long.toString(idle.toMillis()));
        return entryIds.isEmpty()
                ? CompletableFuture.completedStage(List.of())
                : link.run(Script.RENEW, new String[] {key}, args(first, entryIds))
                        .thenApply(lost -> lost.stream().map(Answers::text).toList());
    }

    /** Whether a request is still in the stream, and so will be brought to an end by whoever holds it. */
    public CompletionStage<Boolean> contains(String entryId) {
        return link.send(redis -> redis.xrange(key, Range.create(entryId, entryId)))
                .thenApply(found -> !found.isEmpty());
    }

    /** Takes a request out of the stream, once its generation has ended. */
    public CompletionStage<Void> finish(String entryId) {
        return link.count(Script.FINISH, new String[] {key}, args(List.of(GROUP), List.of(entryId)))
                .thenApply(done -> null);
    }

    /** Removes consumers that were silent for so long and hold nothing; how many there were. */
    public CompletionStage<Long> removeIdleConsumers(Duration silent) {
        return link.count(Script.TIDY, new String[] {key}, arg(GROUP), arg(silent.toMillis()));
    }

    /** How many requests wait or are being worked on. */
    public CompletionStage<Long> size() {
        return link.send(redis -> redis.xlen(key));
    }

    /** How much there is to do, and how long it has been waiting. */
    public CompletionStage<Backlog> backlog() {
        CompletableFuture<Long> all = size().toCompletableFuture();
        CompletableFuture<PendingMessages> taken = link.send(redis -> redis.xpending(key, GROUP))
                .exceptionally(RequestQueue::noneIfNoGroup)
                .toCompletableFuture();
        CompletableFuture<List<byte[]>> time = link.send(redis -> redis.time()).toCompletableFuture();
        return CompletableFuture.allOf(all, taken, time)
                .thenCompose(done -> firstAfter(taken.join()))
                .thenApply(first ->
                        Backlog.of(all.join(), taken.join().getCount(), first, Answers.number(time.join(), 0) * 1_000));
    }

    /** What has been taken and has ended is not there any more, so whatever follows the last one taken waits. */
    private CompletionStage<List<StreamMessage<String, byte[]>>> firstAfter(PendingMessages taken) {
        Range<String> waiting = taken.getCount() == 0
                ? Range.unbounded()
                : Range.from(
                        Range.Boundary.excluding(
                                taken.getMessageIds().getUpper().getValue()),
                        Range.Boundary.unbounded());
        return link.send(redis -> redis.xrange(key, waiting, Limit.from(1)));
    }

    private static PendingMessages noneIfNoGroup(Throwable failure) {
        if (String.valueOf(failure.getMessage()).contains("NOGROUP")) {
            return new PendingMessages(0, Range.unbounded(), Map.of());
        }
        throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    private static byte[][] args(List<String> first, List<String> rest) {
        List<byte[]> args = new ArrayList<>(first.size() + rest.size());
        first.forEach(text -> args.add(arg(text)));
        rest.forEach(text -> args.add(arg(text)));
        return args.toArray(byte[][]::new);
    }

    private static List<ChatRequest> read(List<StreamMessage<String, byte[]>> messages) {
        List<ChatRequest> requests = new ArrayList<>(messages.size());
        for (StreamMessage<String, byte[]> message : messages) {
            Map<String, byte[]> body = message.getBody();
            byte[] version = body == null ? null : body.get("v");
            byte[] client = body == null ? null : body.get("client");
            byte[] id = body == null ? null : body.get("id");
            if (isOfAnotherVersion(message)) {
                // It stays pending.
                log.warn("request {} is of another wire version; it is left to a later worker", message.getId());
            } else if (version != null && client != null && id != null) {
                ChatRequest request = new ChatRequest(message.getId(), Answers.text(client), Answers.text(id));
                // One that names what there cannot be is none.
                if (Names.isValid(request.clientId()) && RedisKeys.isMessageId(request.messageId())) {
                    requests.add(request);
                }
            }
        }
        return requests;
    }

    private static boolean isCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
