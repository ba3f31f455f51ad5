package io.ssehub.worker.provider;

/** What went wrong with a provider, in a line for the operator. Where it was noticed says nothing, so it has no stack. */
public final class ProviderTrouble extends Exception {
    /** @param message must not hold secrets */
    public ProviderTrouble(String message) {
        super(message, null, false, false);
    }
}
