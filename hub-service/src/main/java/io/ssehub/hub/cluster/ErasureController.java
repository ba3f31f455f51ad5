package io.ssehub.hub.cluster;

import io.ssehub.hub.http.ForOperators;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.erasure.Erased;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /api/sse/clients/{clientId}}: all there is of a client. May be repeated. */
@RestController
@ForOperators
final class ErasureController {
    /** What was there; all of it is gone. */
    record Report(
            String clientId, int connections, long keys, long requests, long deadLetters, long orders, long tickets) {}

    private final Erasure erasure;

    ErasureController(Erasure erasure) {
        this.erasure = erasure;
    }

    @DeleteMapping("/api/sse/clients/{clientId}")
    Report erase(@PathVariable String clientId) {
        Erasure.Result result = erasure.erase(Names.check("clientId", clientId));
        Erased data = result.data();
        return new Report(
                clientId,
                result.connections(),
                data.keys(),
                data.requests(),
                data.deadLetters(),
                data.orders(),
                data.tickets());
    }
}
