package io.ssehub.hub.control;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.HttpProperties;
import io.ssehub.protocol.channel.Names;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/sse/disconnect/{clientId}}: ends a client's connections on every node, for good. */
@RestController
@RequestMapping("/api/sse/disconnect/{clientId}")
final class DisconnectController {
    private final Control control;
    private final boolean getActions;

    DisconnectController(Control control, HttpProperties http, Callers callers) {
        this.control = control;
        this.getActions = http.getActions() && callers.isOpen();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void disconnect(@PathVariable String clientId) {
        Await.result(control.disconnect(Names.check("clientId", clientId)));
    }

    /** The same for a link or curl. */
    @GetMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void disconnectByLink(@PathVariable String clientId) {
        if (!getActions) {
            throw ApiException.notAllowed(
                    "disconnecting by GET is switched off (hub.http.get-actions); POST instead", HttpMethod.POST);
        }
        disconnect(clientId);
    }
}
