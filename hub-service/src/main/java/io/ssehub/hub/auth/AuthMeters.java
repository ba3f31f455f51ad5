package io.ssehub.hub.auth;

/** What is counted of who comes in. Called on any thread. */
public interface AuthMeters {
    /** A call was refused for who made it, by the problem's code. */
    void denied(String code);
}
