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
}
