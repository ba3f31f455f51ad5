package io.ssehub.worker.generator;

/** Takes an answer piece by piece. For the thread that generates only. */
@FunctionalInterface
public interface FragmentConsumer {
    /**
     * Takes the next piece; never blocks. Pieces may be of any length, even halves of a surrogate pair.
     *
     * @return false if no more is wanted, because the answer has reached its greatest length or was ended by others; a
     *     generator then stops and returns
     */
    boolean offer(String text);

    /**
     * Takes a piece of what the model thinks before it answers, which is shown apart from the answer. A consumer that has
     * no use for it drops it.
     *
     * @return as {@link #offer}
     */
    default boolean offerReasoning(String text) {
        return true;
    }
}
