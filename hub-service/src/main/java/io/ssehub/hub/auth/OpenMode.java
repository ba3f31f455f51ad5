package io.ssehub.hub.auth;

import io.ssehub.hub.http.ApiException;
import org.springframework.http.HttpStatus;

/** What calls about tokens answer where there are none. */
final class OpenMode {
    private OpenMode() {}

    static ApiException nothingToShow() {
        return ApiException.of(
                HttpStatus.NOT_FOUND, "open_mode", "nobody is asked who they are here (hub.auth.mode=open)");
    }
}
