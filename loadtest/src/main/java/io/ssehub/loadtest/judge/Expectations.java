package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.load.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What went into the hub, and in what order beside the arrival of readers. Thread-safe. */
final class Expectations implements Ledger {
    /** How far one publisher has come on one channel: what left, and what of it was accepted. */
    record Progress(long publishing, long published) {
        static final Progress NONE = new Progress(0, 0);
    }

    /** The moment from which on a reader must get everything. */
    record Floor(long time, Map<String, Map<String, Long>> published) {
        /** Whether a question of this time is the reader's to see answered in full. */
        boolean isDue(long askedAt) {
            return askedAt > time;
        }

        long of(String channel, String publisher) {
            return published.getOrDefault(channel, Map.of()).getOrDefault(publisher, 0L);
        }
    }

    // Channel, then publisher.
    private final Map<String, Map<String, Progress>> publications = new ConcurrentHashMap<>();

    // Counts questions and floors, to say which came before which.
    private final AtomicLong clock = new AtomicLong();

    // By request id: when it was asked.
    private final Map<String, Long> asked = new ConcurrentHashMap<>();

    // Client, then message id: when its question was asked.
    private final Map<String, Map<String, Long>> messages = new ConcurrentHashMap<>();

    @Override
    public void publishing(String channel, String publisher, long sequence) {
        publications(channel)
                .merge(
                        publisher,
                        new Progress(sequence, 0),
                        (had, next) -> new Progress(next.publishing(), had.published()));
    }

    @Override
    public void published(String channel, String publisher, long sequence) {
        // Further ones may have left already: a publisher need not wait for each.
        publications(channel)
                .merge(
                        publisher,
                        new Progress(sequence, sequence),
                        (had, next) -> new Progress(Math.max(had.publishing(), sequence), sequence));
    }

    @Override
    public void asking(String clientId, String requestId) {
        asked.put(requestId, clock.incrementAndGet());
    }

    @Override
    public void accepted(String clientId, String requestId, String messageId) {
        Long askedAt = asked.remove(requestId);
        messages.computeIfAbsent(clientId, _ -> new ConcurrentHashMap<>())
                .putIfAbsent(messageId, askedAt != null ? askedAt : clock.incrementAndGet());
    }

    /** The floor of a reader that is there as of now: what is already on its way to the hub is not due. */
    Floor floor(Collection<String> channels) {
        Map<String, Map<String, Long>> published = new HashMap<>();
        for (String channel : channels) {
            Map<String, Long> byPublisher = new HashMap<>();
            publishers(channel).forEach((publisher, progress) -> byPublisher.put(publisher, progress.publishing()));
            if (!byPublisher.isEmpty()) {
                published.put(channel, byPublisher);
            }
        }
        return new Floor(clock.incrementAndGet(), published);
    }

    Map<String, Progress> publishers(String channel) {
        return publications.getOrDefault(channel, Map.of());
    }

    /** A client's accepted messages, with the time of their questions. */
    Map<String, Long> messages(String clientId) {
        return messages.getOrDefault(clientId, Map.of());
    }

    private Map<String, Progress> publications(String channel) {
        return publications.computeIfAbsent(channel, _ -> new ConcurrentHashMap<>());
    }
}
