package io.ssehub.protocol.request;

import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;

/**
 * What workers have before them.
 *
 * @param requests all in the stream
 * @param waiting those of them that no worker has taken yet
 * @param oldest how long the first of these has been waiting; zero if there is none
 */
public record Backlog(long requests, long waiting, Duration oldest) {
    static Backlog of(long all, long taken, List<? extends StreamMessage<String, ?>> first, long nowMillis) {
        if (first.isEmpty()) {
            return new Backlog(all, 0, Duration.ZERO);
        }
        // Asked one after the other, so that they may be of slightly different moments; but one waits at least.
        long waiting = Math.max(1, all - taken);
        String id = first.getFirst().getId();
        long sinceMillis = Long.parseLong(id.substring(0, id.indexOf('-')));
        return new Backlog(Math.max(all, waiting), waiting, Duration.ofMillis(Math.max(0, nowMillis - sinceMillis)));
    }
}
