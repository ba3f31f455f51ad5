package io.ssehub.hub.auth;

/** Whether anybody is asked who they are. */
public enum AuthMode {
    /** Nobody is: for one's own machine. */
    OPEN,
    /** Everybody shows a signed token. */
    JWT
}
