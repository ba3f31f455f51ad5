package io.ssehub.hub.connect;

/** What the way in counts. */
public interface ConnectMeters {
    /**
     * An event stream was refused.
     *
     * @param reason the code the client was told; one of a few
     */
    void refused(String reason);
}
