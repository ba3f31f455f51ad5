package io.ssehub.hub.cluster;

import io.ssehub.hub.cluster.Inquiry.Gathered;
import io.ssehub.hub.control.Control;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.protocol.erasure.ClientData;
import io.ssehub.protocol.erasure.Erased;
import io.ssehub.protocol.redis.RedisAwayException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Erases a client: its connections on all nodes first, with what these know of its channel, then all that Redis has. That is
 * done again until there is nothing left to end or remove, since somebody may have come or written in between.
 */
@Component
final class Erasure {
    /** Who still comes or writes after so many rounds does so on purpose. */
    private static final int MOST_ROUNDS = 5;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Erasure.class);

    /** How many connections were ended, and what was removed. */
    record Result(int connections, Erased data) {}

    private final Inquiries inquiries;
    private final ClientData data;
    private final ClusterMeters meters;

    Erasure(Inquiries inquiries, ClientData data, ClusterMeters meters) {
        this.inquiries = inquiries;
        this.data = data;
        this.meters = meters;
    }

    /**
     * Erases all there is of a client.
     *
     * @throws ApiException if something is left, or may be
     */
    Result erase(String clientId) {
        try {
            Result result = rounds(clientId);
            meters.erased(ClusterMeters.Erasure.DONE);
            log.info("a client was erased: {} connections, {} keys", result.connections, result.data.keys());
            return result;
        } catch (ApiException left) {
            meters.erased(ClusterMeters.Erasure.LEFT);
            throw left;
        } catch (RedisAwayException away) {
            meters.erased(ClusterMeters.Erasure.FAILED);
            throw away;
        }
    }

    private Result rounds(String clientId) {
        int connections = 0;
        Erased removed = Erased.NOTHING;
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            Gathered<Respondent.Left> gathered = inquiries.all(Respondent.FORGET, clientId, answer -> false);
            int ended = gathered.answers().values().stream()
                    .mapToInt(Respondent.Left::connections)
                    .sum();
            Erased now = Await.result(data.erase(clientId, (event, order) -> Control.isAbout(clientId, event, order)));
            connections += ended;
            removed = removed.plus(now);
            if (ended == 0 && now.isNothing()) {
                return result(connections, removed, gathered.unanswered());
            }
        }
        throw ApiException.later(
                HttpStatus.CONFLICT,
                "still_active",
                "somebody keeps connecting as this client, asking or publishing to it; end that and repeat the call",
                RETRY_AFTER);
    }

    private static Result result(int connections, Erased removed, Set<String> unanswered) {
        if (!unanswered.isEmpty()) {
            throw Silence.of(unanswered);
        }
        return new Result(connections, removed);
    }
}
