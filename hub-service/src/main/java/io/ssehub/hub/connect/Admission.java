package io.ssehub.hub.connect;

import io.ssehub.hub.http.ApiException;
import java.util.Optional;

/** Decides about a connection before anything is allocated for it. */
public interface Admission {
    /**
     * Asks for a place.
     *
     * @return why not; empty if the connection may come in
     */
    Optional<ApiException> refuse(ConnectRequest request);
}
