package io.ssehub.standalone;

/** The quick start cannot go on; the message says what to do. */
final class QuickStartException extends RuntimeException {
    QuickStartException(String message) {
        super(message, null, false, false);
    }
}
