package io.ssehub.hub.publish;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.DirectCall;
import io.ssehub.hub.publish.PublishDesk.Accepted;
import io.ssehub.hub.publish.PublishDesk.Publication;
import io.ssehub.protocol.publish.Published;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/sse/publish}: an event for a client, a topic or everybody, where {@link DirectPublish} leaves it to this. */
@RestController
final class PublishController {
    static final String PATH = "/api/sse/publish";
    static final HttpStatus STATUS = HttpStatus.ACCEPTED;

    private final PublishDesk desk;
    private final Callers callers;
    private final PublishRate rate;

    PublishController(PublishDesk desk, Callers callers, PublishRate rate) {
        this.desk = desk;
        this.callers = callers;
        this.rate = rate;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted publish(@RequestBody Publication publication, HttpServletRequest request) {
        DirectCall.rethrow(request);
        return PublishDesk.accepted(Await.result(begin(publication, request)));
    }

    /** Checks it and sends it to Redis; what is wrong with it is thrown. */
    CompletionStage<Published> begin(Publication publication, HttpServletRequest request) {
        Optional<ApiException> tooFast = rate.refuse(request);
        if (tooFast.isPresent()) {
            throw tooFast.get();
        }
        return desk.send(desk.check(publication, callers.current()));
    }
}
