package io.ssehub.hub.control;

import io.ssehub.hub.auth.OpenMode;
import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.session.SessionId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/sse/token}: a stream goes on with the token of this call, on whichever node it is. */
@RestController
final class TokenController {
    private static final Pattern CONNECTION = Pattern.compile("[0-9a-f]{1,64}");

    /** Which stream, as {@code tokenExpiring} names it. */
    record Renewal(@Nullable String connection) {}

    private final Control control;
    private final Callers callers;

    TokenController(Control control, Callers callers) {
        this.control = control;
        this.callers = callers;
    }

    @PostMapping("/api/sse/token")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void renew(@RequestBody Renewal renewal) {
        String connection = renewal.connection();
        if (connection == null || !CONNECTION.matcher(connection).matches()) {
            throw ApiException.invalid("connection", "must be the connection that tokenExpiring names");
        }
        if (callers.isOpen()) {
            throw OpenMode.nothingToShow();
        }
        Caller caller = callers.current();
        Await.result(control.renew(new SessionId(connection), caller.reader()));
    }
}
