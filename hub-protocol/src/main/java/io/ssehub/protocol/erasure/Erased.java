package io.ssehub.protocol.erasure;

/**
 * How much of a client was there and is gone.
 *
 * @param keys keys of its own: log, head, answers and their texts, conversations, memories of publications
 * @param requests its requests in the stream of all
 * @param deadLetters its letters in the stream of all
 * @param orders what nodes had told each other about it
 * @param tickets its tickets that were not used
 */
public record Erased(long keys, long requests, long deadLetters, long orders, long tickets) {
    /** Nothing was there. */
    public static final Erased NOTHING = new Erased(0, 0, 0, 0, 0);

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** This and another one together. */
    public Erased plus(Erased other) {
        return new Erased(
                keys + other.keys,
                requests + other.requests,
                deadLetters + other.deadLetters,
                orders + other.orders,
                tickets + other.tickets);
    }
}
