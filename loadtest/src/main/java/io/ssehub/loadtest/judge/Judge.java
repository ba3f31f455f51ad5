package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.load.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The judge of a run: it is told what goes into the hub and what readers get out of it, and finds what is wrong
 * between.
 *
 * <p>Thread-safe: publishers and readers tell it from their own threads, and a verdict may be asked for at any time.
 * It holds for that moment: what is still on its way counts as lost, so wait for {@link #isCaughtUp()} first.
 */
public final class Judge implements Ledger {
    private static final int MOST_FINDINGS = 20;

    private final Expectations expectations = new Expectations();
    private final Map<String, JudgedReader> readers = new ConcurrentHashMap<>();

    /** Makes a reader known under its client id, before it connects. */
    public JudgedReader reader(Subscription subscription) {
        return reader(subscription.clientId(), subscription);
    }

    /** The same under another name, for a client with more than one reader. */
    public JudgedReader reader(String name, Subscription subscription) {
        JudgedReader reader = new JudgedReader(name, subscription, expectations);
        if (readers.putIfAbsent(name, reader) != null) {
            throw new IllegalArgumentException("there is a reader of this name already: " + name);
        }
        return reader;
    }

    @Override
    public void publishing(String channel, String publisher, long sequence) {
        expectations.publishing(channel, publisher, sequence);
    }

    @Override
    public void published(String channel, String publisher, long sequence) {
        expectations.published(channel, publisher, sequence);
    }

    @Override
    public void asking(String clientId, String requestId) {
        expectations.asking(clientId, requestId);
    }

    @Override
    public void accepted(String clientId, String requestId, String messageId) {
        expectations.accepted(clientId, requestId, messageId);
    }

    /**
     * Whether every reader has the last event of every publisher and the ending of every accepted message. What is
     * missing before those was lost; a reader that lost those themselves never catches up.
     */
    public boolean isCaughtUp() {
        return readers.values().stream().allMatch(JudgedReader::isCaughtUp);
    }

    public Verdict verdict() {
        Tally total = new Tally();
        List<Finding> shown = new ArrayList<>();
        int further = 0;
        for (JudgedReader reader : readers.values()) {
            for (Finding finding : reader.findings()) {
                total.add(finding.tally());
                if (finding.tally().isClean()) {
                    continue;
                }
                if (shown.size() < MOST_FINDINGS) {
                    shown.add(finding);
                } else {
                    further++;
                }
            }
        }
        return new Verdict(readers.size(), total, shown, further);
    }
}
