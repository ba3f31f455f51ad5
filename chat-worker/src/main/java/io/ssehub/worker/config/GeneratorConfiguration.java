package io.ssehub.worker.config;

import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.generator.ScriptedGenerator;
import io.ssehub.worker.openai.OpenAiGenerator;
import io.ssehub.worker.openai.OpenAiProperties;
import io.ssehub.worker.provider.Guarded;
import io.ssehub.worker.provider.ProviderMeters;
import io.ssehub.worker.provider.ProviderProperties;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Chooses the generator by name: the bean of type {@link ReplyGenerator} that {@code worker.generator} names. The others
 * are never made, so that a provider needs its key only where it is used.
 */
@Configuration(proxyBeanMethods = false)
class GeneratorConfiguration {
    @Lazy
    @Bean("scripted")
    ReplyGenerator scripted(ScriptedProperties properties) {
        Long seed = properties.seed();
        return new ScriptedGenerator(properties.pace(), seed == null ? new SecureRandom().nextLong() : seed);
    }

    @Lazy
    @Bean("openai")
    ReplyGenerator openai(OpenAiProperties openai, ProviderProperties provider, ProviderMeters meters) {
        String model = openai.chat().model();
        if (model == null || model.isBlank()) {
            throw new InvalidConfigurationPropertyValueException(
                    "spring.ai.openai.chat.model", model, "The generator openai needs the name of a model");
        }
        // Spring Boot would quote the value of a property it complains about.
        if (!openai.apiKey().isSendable()) {
            throw new IllegalStateException(
                    "spring.ai.openai.api-key must be visible ASCII characters; it may have a line break inside");
        }
        if (openai.apiKey().isEmpty() && openai.isOpenAi()) {
            throw new IllegalStateException(
                    "spring.ai.openai.api-key must be set; OpenAI itself answers nobody without");
        }
        return new Guarded(new OpenAiGenerator(openai, provider), provider, meters);
    }

    @Bean
    ChosenGenerator chosenGenerator(GeneratorProperties properties, ListableBeanFactory beans) {
        String name = properties.generator();
        List<String> known = Arrays.stream(beans.getBeanNamesForType(ReplyGenerator.class, true, false))
                .sorted()
                .toList();
        if (!known.contains(name)) {
            throw new InvalidConfigurationPropertyValueException(
                    GeneratorProperties.NAME,
                    name,
                    "There is no such generator; it may be: " + String.join(", ", known));
        }
        return new ChosenGenerator(name, beans.getBean(name, ReplyGenerator.class));
    }
}
