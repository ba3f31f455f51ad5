package io.ssehub.starter.token;

/**
 * Gives the token that a publisher or subscriber shows to the hub. It is asked before each request, on a thread that may
 * block, and by several threads at once, so it should be thread-safe and keep what it has until its end is near.
 */
@FunctionalInterface
public interface HubTokenSupplier {
    /**
     * The token to show.
     *
     * @param refused whether another one is needed: the hub has just refused the last, or told a stream that it ends soon
     */
    String token(boolean refused);

    /** Always the same one. */
    static HubTokenSupplier fixed(String token) {
        return refused -> token;
    }
}
