package io.ssehub.worker.provider;

import java.time.Duration;

/** Counts what happens with a provider. */
public interface ProviderMeters {
    /**
     * A request to the provider is over.
     *
     * @param outcome {@code completed}, {@code stopped} or a failure's code
     */
    void providerAsked(String outcome, Duration duration);

    /** The provider has said its first word, of the answer or of its reasoning. */
    void providerBegan(Duration sinceAsked);

    /** A request is repeated after it has failed. */
    void providerRetried();

    /**
     * A request was not made.
     *
     * @param why {@code breaker}: too many had failed; {@code concurrency}, {@code rate}: there were too many
     */
    void providerSpared(String why);
}
