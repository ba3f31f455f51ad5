package io.ssehub.hub.cluster;

import io.ssehub.hub.cluster.Inquiry.Gathered;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.node.NodeId;
import io.ssehub.protocol.lease.Lease;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * Asks the nodes that are there, this one included, and gathers their answers within a bound. Questions and answers go
 * over pub/sub and are not kept anywhere: who does not answer in time is named, and the caller may ask again.
 */
final class Inquiries {
    /*
     * Threads: `ask` blocks the caller's, which is a request's virtual thread; `onAnswer` is called on the driver's event
     * loop. What is under way is bounded in number, each answer in size (`Message.MAX_BYTES`) and, by those who give it, in
     * items.
     */
    private static final int MOST_AT_ONCE = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final NodeId self;
    private final RedisLink link;
    private final RedisKeys keys;
    private final Leases nodes;
    private final Respondent respondent;
    private final Duration timeout;
    private final ClusterMeters meters;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);
    private final Map<String, Inquiry<?>> underWay = new ConcurrentHashMap<>();

    Inquiries(
            NodeId self,
            RedisLink link,
            RedisKeys keys,
            Leases nodes,
            Respondent respondent,
            ClusterProperties properties,
            ClusterMeters meters) {
        this.self = self;
        this.link = link;
        this.keys = keys;
        this.nodes = nodes;
        this.respondent = respondent;
        this.timeout = properties.timeout();
        this.meters = meters;
    }

    /**
     * Asks every node.
     *
     * @param enough tells an answer after which no others are needed
     */
    <T> Gathered<T> all(Respondent.Kind<T> kind, String about, Predicate<T> enough) {
        return ask(there(), keys.nodes(), kind, about, enough);
    }

    /** Asks one node; empty if there is no such node. */
    <T> Optional<Gathered<T>> one(String node, Respondent.Kind<T> kind) {
        return there().contains(node)
                ? Optional.of(ask(Set.of(node), keys.node(node), kind, "-", answer -> true))
                : Optional.empty();
    }

    /** Ids of the nodes that are there; one that asks is, whatever its lease says. */
    private Set<String> there() {
        try {
            Set<String> ids = Await.result(nodes.all()).stream()
                    .map(Lease::holder)
                    .collect(Collectors.toCollection(TreeSet::new));
            ids.add(self.value());
            return ids;
        } catch (RedisAwayException away) {
            meters.inquired(ClusterMeters.Inquiry.FAILED);
            throw away;
        }
    }

    private <T> Gathered<T> ask(
            Set<String> whom, String channel, Respondent.Kind<T> kind, String about, Predicate<T> enough) {
        if (!slots.tryAcquire()) {
            meters.inquired(ClusterMeters.Inquiry.REFUSED);
            throw ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "overloaded",
                    "This node asks the others " + MOST_AT_ONCE + " things at once already.",
                    RETRY_AFTER);
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Inquiry<T> inquiry = new Inquiry<>(whom, kind.answer(), enough);
        underWay.put(id, inquiry);
        try {
            Message.Ask question = new Message.Ask(id, self.value(), kind.name(), about);
            if (whom.contains(self.value())) {
                // Not by way of Redis: a node that is deaf still knows of itself.
                inquiry.onAnswer(respondent.answer(question));
            }
            if (!channel.equals(keys.node(self.value()))) {
                // Also if nobody else is known to be there: a node that has just come may hear it.
                Await.result(link.publish(channel, question.bytes()));
            }
            Gathered<T> gathered = inquiry.await(timeout);
            boolean complete = gathered.unanswered().isEmpty()
                    || gathered.answers().values().stream().anyMatch(enough);
            meters.inquired(complete ? ClusterMeters.Inquiry.ANSWERED : ClusterMeters.Inquiry.INCOMPLETE);
            return gathered;
        } catch (RedisAwayException away) {
            meters.inquired(ClusterMeters.Inquiry.FAILED);
            throw away;
        } finally {
            underWay.remove(id);
            slots.release();
        }
    }

    /** A node has answered. One that is late answers nobody. */
    void onAnswer(Message.Answer answer) {
        Inquiry<?> inquiry = underWay.get(answer.inquiry());
        if (inquiry != null) {
            inquiry.onAnswer(answer);
        }
    }
}
