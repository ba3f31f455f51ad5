package io.ssehub.worker.generator;

/**
 * Answers questions.
 *
 * <p>One object serves all requests of a worker, each on a virtual thread of its own, so implementations are thread-safe
 * and may block. The worker stops an answer nobody wants any more by interrupting that thread: an implementation closes
 * what it holds open, such as a provider's stream, and throws {@link InterruptedException}.
 */
@FunctionalInterface
public interface ReplyGenerator {
    /**
     * Answers one question.
     *
     * @param fragments takes the answer piece by piece, while it is made
     * @return how the answer ended, once its last fragment was offered
     * @throws GenerationException if there will be no complete answer; what was offered so far is kept
     * @throws InterruptedException if the thread was interrupted
     */
    Reply generate(Question question, FragmentConsumer fragments) throws GenerationException, InterruptedException;
}
