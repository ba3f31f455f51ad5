package io.ssehub.hub.connect;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/sse/connect/{clientId}}: the event stream. */
@RestController
final class ConnectController {
    private final Connections connections;
    private final Acknowledged acknowledged;

    ConnectController(Connections connections, Acknowledged acknowledged) {
        this.connections = connections;
        this.acknowledged = acknowledged;
    }

    @GetMapping("/api/sse/connect/{clientId}")
    ResponseEntity<?> connect(
            @PathVariable String clientId,
            @RequestParam(defaultValue = "") String topics,
            @RequestParam(defaultValue = "true") boolean client,
            @RequestParam(defaultValue = "true") boolean broadcast,
            @RequestParam(defaultValue = "false") boolean envelope,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            @RequestParam(required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String from,
            HttpServletRequest http) {
        ConnectRequest request = ConnectRequest.read(new ConnectRequest.Raw(
                clientId, topics, client, broadcast, envelope, lastEventIdHeader, lastEventId, from));
        return connections.open(
                request, () -> request.acked() ? acknowledged.leftOut(request) : request.reading(), http);
    }
}
