package io.ssehub.protocol.request;

/** What became of a dead letter that was to be asked again. */
public sealed interface Requeued {
    /** Its question is asked again, and the letter is gone. */
    record Done(String clientId, String messageId) implements Requeued {}

    /** There is no such letter, or not any more. */
    record Unknown() implements Requeued {}

    /** Its question has expired; the letter stays. */
    record Expired() implements Requeued {}

    /** Too many questions of its client wait; the letter stays. */
    record Full() implements Requeued {}
}
