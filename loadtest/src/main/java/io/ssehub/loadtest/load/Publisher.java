package io.ssehub.loadtest.load;

import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.HubApi;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One source of numbered events, each channel numbered on its own.
 *
 * <p>A number leaves only when the one before it was accepted, so the order that readers must see is defined. Any
 * number of threads may publish; those that publish to the same channel wait for each other.
 */
public final class Publisher {
    private final String name;
    private final HubApi hub;
    private final Ledger ledger;

    /** Keeps the keys of this run apart from those of an earlier one, which the hub still remembers. */
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final Map<ChannelName, Series> series = new ConcurrentHashMap<>();
    private final AtomicInteger seriesMade = new AtomicInteger();

    /** @param name tells this publisher from all others whose events the same readers may see */
    public Publisher(String name, HubApi hub, Ledger ledger) {
        this.name = name;
        this.hub = hub;
        this.ledger = ledger;
    }

    /**
     * Publishes the next number to a channel and blocks until it was accepted.
     *
     * @return the number
     * @throws io.ssehub.loadtest.hub.HubApiException when the hub refused it; nobody knows then whether it will
     *     arrive, so the channel takes no further number of this publisher
     */
    public long publish(ChannelName channel) throws InterruptedException {
        return series.computeIfAbsent(channel, Series::new).publishNext();
    }

    /** The numbers of one channel. */
    private final class Series {
        private final ChannelName channel;
        private final String keyPrefix = run + "-" + seriesMade.incrementAndGet() + "-";
        private final ReentrantLock turn = new ReentrantLock();

        // Guarded by turn.
        private long last;
        private boolean inDoubt;

        Series(ChannelName channel) {
            this.channel = channel;
        }

        long publishNext() throws InterruptedException {
            turn.lockInterruptibly();
            try {
                if (inDoubt) {
                    throw new IllegalStateException(
                            name + " does not know what became of number " + (last + 1) + " on " + channel);
                }
                long sequence = last + 1;
                Stamp stamp = Stamp.now(name, channel.path(), sequence);
                ledger.publishing(channel.path(), name, sequence);
                inDoubt = true;
                hub.publish(channel, Stamp.EVENT, stamp.encode(), keyPrefix + sequence);
                inDoubt = false;
                last = sequence;
                ledger.published(channel.path(), name, sequence);
                return sequence;
            } finally {
                turn.unlock();
            }
        }
    }
}
