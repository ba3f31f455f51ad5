package io.ssehub.protocol.erasure;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.ssehub.protocol.access.Rates;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.protocol.request.StreamSweep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;

/**
 * All that Redis holds of a client, wherever it is. It is found by walking through Redis' keys, since nobody lists what was
 * published under which idempotency key.
 *
 * <p>Thread-safe.
 */
public final class ClientData {
    private static final int KEYS_AT_ONCE = 1_000;
    private static final int REMOVED_AT_ONCE = 200;

    private final RedisLink link;
    private final RedisKeys keys;
    private final RequestQueue requests;
    private final DeadLetters deadLetters;
    private final ErasedMessages messages;

    public ClientData(RedisLink link, RedisKeys keys, RequestQueue requests, DeadLetters deadLetters) {
        this.link = link;
        this.keys = keys;
        this.requests = requests;
        this.deadLetters = deadLetters;
        this.messages = new ErasedMessages(link, keys);
    }

    /**
     * Removes what is there at this moment. Whoever works on one of its messages is told to stop and can write nothing
     * more; whoever publishes or asks afterwards begins anew. Nobody may read the client's channel meanwhile, or what a
     * node believes of it comes back.
     *
     * @param orders whether an order of nodes to each other, its event and its data, is about the client
     */
    public CompletionStage<Erased> erase(String clientId, BiPredicate<String, String> orders) {
        return scan(keys.clientPattern(clientId)).thenCompose(known -> {
            List<String> found = new ArrayList<>(known);
            found.add(keys.rate(Rates.QUESTIONS, clientId));
            Set<String> ids = new LinkedHashSet<>();
            found.forEach(key -> keys.messageOf(clientId, key).ifPresent(ids::add));
            return messages.remember(clientId, ids)
                    .thenCompose(done -> nudge(clientId))
                    .thenCompose(done -> unlink(lastTheLog(clientId, found), 0))
                    .thenCompose(removed -> eraseElsewhere(clientId, removed, orders));
        });
    }

    private CompletionStage<Erased> eraseElsewhere(String clientId, long removed, BiPredicate<String, String> orders) {
        CompletableFuture<Long> queued = requests.removeAllOf(clientId).toCompletableFuture();
        CompletableFuture<Long> dead = deadLetters.removeAllOf(clientId).toCompletableFuture();
        CompletableFuture<Long> ordered = StreamSweep.remove(link, keys.log(Channel.CONTROL), message -> {
                    byte[] event = message.getBody().get("e");
                    byte[] data = message.getBody().get("d");
                    return event != null && data != null && orders.test(Answers.text(event), Answers.text(data));
                })
                .toCompletableFuture();
        CompletableFuture<Long> tickets = scan(keys.ticketPattern())
                .thenCompose(found -> ticketsOf(clientId, found))
                .thenCompose(found -> unlink(found, 0))
                .toCompletableFuture();
        return CompletableFuture.allOf(queued, dead, ordered, tickets)
                .thenApply(done -> new Erased(removed, queued.join(), dead.join(), ordered.join(), tickets.join()));
    }

    /** With its generation gone no step of a worker writes to the log, which otherwise would begin once more. */
    private List<String> lastTheLog(String clientId, List<String> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(
                        key -> keys.messageOf(clientId, key).isPresent() ? 0 : 1))
                .toList();
    }

    /** Who works on its messages stops at once; whoever does not hear it is refused the next step. */
    private CompletionStage<Void> nudge(String clientId) {
        return link.send(redis -> redis.zrangebyscore(keys.open(clientId), Range.unbounded()))
                .thenCompose(open -> CompletableFuture.allOf(open.stream()
                        .map(id -> link.publish(
                                        keys.nudges(),
                                        arg(Wire.VERSION + " cancel " + clientId + ' ' + Answers.text(id)))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)));
    }

    /** Those of the tickets that stand for the client, whose name their values begin with. */
    private CompletionStage<List<String>> ticketsOf(String clientId, List<String> found) {
        List<CompletableFuture<Boolean>> own = found.stream()
                .map(key -> link.send(redis -> redis.get(key))
                        .thenApply(
                                bearer -> bearer != null && Answers.text(bearer).startsWith(clientId + ' '))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(own.toArray(CompletableFuture<?>[]::new)).thenApply(done -> {
            List<String> tickets = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                if (own.get(i).join()) {
                    tickets.add(found.get(i));
                }
            }
            return tickets;
        });
    }

    private CompletionStage<List<String>> scan(String pattern) {
        return scan(pattern, ScanCursor.INITIAL, new LinkedHashSet<>()).thenApply(List::copyOf);
    }

    private CompletionStage<Set<String>> scan(String pattern, ScanCursor from, Set<String> found) {
        ScanArgs args = ScanArgs.Builder.matches(pattern).limit(KEYS_AT_ONCE);
        return link.<KeyScanCursor<String>>send(redis -> redis.scan(from, args)).thenCompose(page -> {
            found.addAll(page.getKeys());
            return page.isFinished()
                    ? CompletableFuture.completedStage(found)
                    : scan(pattern, ScanCursor.of(page.getCursor()), found);
        });
    }

    private CompletionStage<Long> unlink(List<String> all, int from) {
        if (from >= all.size()) {
            return CompletableFuture.completedStage(0L);
        }
        int to = Math.min(all.size(), from + REMOVED_AT_ONCE);
        String[] some = all.subList(from, to).toArray(String[]::new);
        return link.send(redis -> redis.unlink(some))
                .thenCompose(removed -> unlink(all, to).thenApply(more -> removed + more));
    }
}
