package io.ssehub.worker.openai;

import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.provider.Guarded;
import io.ssehub.worker.provider.ProviderMeters;
import io.ssehub.worker.provider.ProviderProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The generator openai on a {@link FakeProvider}, by properties as a user sets them. */
final class Provider {
    @EnableConfigurationProperties({OpenAiProperties.class, ProviderProperties.class})
    static class Both {}

    private static final ProviderMeters NOBODY = new ProviderMeters() {
        @Override
        public void providerAsked(String outcome, Duration duration) {}

        @Override
        public void providerBegan(Duration sinceAsked) {}

        @Override
        public void providerRetried() {}

        @Override
        public void providerSpared(String why) {}
    };

    static {
        // As worker-defaults.properties has it.
        LoggingSystem.get(Provider.class.getClassLoader())
                .setLogLevel("org.springframework.ai.chat.model.MessageAggregator", LogLevel.OFF);
    }

    private Provider() {}

    /** Patient, but quick to try again; the properties come on top. */
    static ReplyGenerator of(String baseUrl, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.ai.openai.base-url=" + baseUrl,
                "spring.ai.openai.api-key=sk-secret",
                "spring.ai.openai.chat.model=m",
                "worker.provider.first-token-timeout=2m",
                "worker.provider.token-timeout=2m",
                "worker.provider.connect-timeout=1m",
                "worker.provider.retry-delay=1ms"));
        all.addAll(List.of(properties));
        AtomicReference<ReplyGenerator> made = new AtomicReference<>();
        new ApplicationContextRunner()
                .withUserConfiguration(Both.class)
                .withPropertyValues(all.toArray(String[]::new))
                .run(context -> {
                    ProviderProperties provider = context.getBean(ProviderProperties.class);
                    made.set(new Guarded(
                            new OpenAiGenerator(context.getBean(OpenAiProperties.class), provider), provider, NOBODY));
                });
        return made.get();
    }
}
