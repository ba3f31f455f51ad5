package io.ssehub.worker.provider;

import io.ssehub.worker.generator.FragmentConsumer;
import java.time.Duration;

/** Hands on what a provider says, and notes its first word. */
final class Listening implements FragmentConsumer {
    private final FragmentConsumer fragments;
    private final ProviderMeters meters;
    private final long askedNanos = System.nanoTime();
    private boolean begun;

    Listening(FragmentConsumer fragments, ProviderMeters meters) {
        this.fragments = fragments;
        this.meters = meters;
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public boolean offer(String text) {
        note(text);
        return fragments.offer(text);
    }

    @Override
    public boolean offerReasoning(String text) {
        note(text);
        return fragments.offerReasoning(text);
    }

    private void note(String text) {
        if (!begun && !text.isEmpty()) {
            begun = true;
            meters.providerBegan(Duration.ofNanos(System.nanoTime() - askedNanos));
        }
    }
}
