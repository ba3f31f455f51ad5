package io.ssehub.hub.connect;

import io.ssehub.hub.limit.LimitProperties;
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
    private final int maxChannels;

    ConnectController(Connections connections, Acknowledged acknowledged, LimitProperties limits) {
        this.connections = connections;
        this.acknowledged = acknowledged;
        this.maxChannels = limits.channelsPerStream();
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
        ConnectRequest request = ConnectRequest.read(
                new ConnectRequest.Raw(
                        clientId, topics, client, broadcast, envelope, lastEventIdHeader, lastEventId, from),
                maxChannels);
        return connections.open(
                request, () -> request.acked() ? acknowledged.leftOut(request) : request.reading(), http);
    }
}
