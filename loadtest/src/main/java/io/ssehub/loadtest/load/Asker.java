package io.ssehub.loadtest.load;

import io.ssehub.loadtest.hub.HubApi;
import java.util.UUID;

/** One who asks questions in the chats of clients. */
public final class Asker {
    private final HubApi hub;
    private final Ledger ledger;

    public Asker(HubApi hub, Ledger ledger) {
        this.hub = hub;
        this.ledger = ledger;
    }

    /**
     * Asks and blocks until the question was accepted.
     *
     * @return the id of the message that will answer it
     */
    public String ask(String clientId, String question) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        ledger.asking(clientId, requestId);
        String messageId = hub.ask(clientId, question, requestId);
        ledger.accepted(clientId, requestId, messageId);
        return messageId;
    }
}
