package io.ssehub.worker.run;

import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.redis.Uplink;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Lets a client's next questions into the request stream where one that was there has ended. */
@Component
public final class NextInLine {
    private final Uplink uplink;
    private final OpenGenerations open;
    private final RequestQueue queue;

    NextInLine(Uplink uplink, OpenGenerations open, RequestQueue queue) {
        this.uplink = uplink;
        this.open = open;
        this.queue = queue;
    }

    /**
     * Called before the request of the ended one leaves the stream; answers how many were let in.
     *
     * @param afterSomebodyElse whether another may have done so before and died in the middle of it
     */
    public int admit(String clientId, boolean afterSomebodyElse) throws InterruptedException {
        // A call whose answer was lost is one that died in the middle of it.
        AtomicBoolean unsure = new AtomicBoolean(afterSomebodyElse);
        List<String> ids = uplink.ask(() -> open.admit(clientId, unsure.getAndSet(true)));
        for (String id : ids) {
            var _ = uplink.ask(() -> queue.add(clientId, id));
        }
        return ids.size();
    }
}
