package io.ssehub.worker.provider;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what was counted, in order. */
final class CountedMeters implements ProviderMeters {
    private final List<String> counted = new CopyOnWriteArrayList<>();

    List<String> counted() {
        return List.copyOf(counted);
    }

    @Override
    public void providerAsked(String outcome, Duration duration) {
        counted.add("asked " + outcome);
    }

    @Override
    public void providerBegan(Duration sinceAsked) {
        counted.add("began");
    }

    @Override
    public void providerRetried() {
        counted.add("retried");
    }

    @Override
    public void providerSpared(String why) {
        counted.add("spared " + why);
    }
}
