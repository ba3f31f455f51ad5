package io.ssehub.loadtest.client;

/**
 * What became of a call.
 *
 * @param status 0 if there was no answer
 * @param body what was answered, or what went wrong
 */
public record HttpAnswer(int status, String body) {
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    /** Whether the server has taken it. */
    public boolean isAccepted() {
        return status >= OK && status < MULTIPLE_CHOICES;
    }
}
