package io.ssehub.hub.auth;

import io.ssehub.hub.http.ApiException;
import org.springframework.http.HttpStatus;

/** What calls about tokens answer where there are none. */
public final class OpenMode {
    private OpenMode() {}

    /** 404: there is nothing to show, and nobody to show it to. */
    public static ApiException nothingToShow() {
        return ApiException.of(
                HttpStatus.NOT_FOUND, "open_mode", "nobody is asked who they are here (hub.auth.mode=open)");
    }
}
