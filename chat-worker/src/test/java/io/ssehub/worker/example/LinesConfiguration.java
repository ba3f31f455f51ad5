package io.ssehub.worker.example;

import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.provider.Guarded;
import io.ssehub.worker.provider.ProviderMeters;
import io.ssehub.worker.provider.ProviderProperties;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Makes it the generator {@code lines}, with the retries, the breaker and the limits that every provider gets. */
@Configuration(proxyBeanMethods = false)
class LinesConfiguration {
    @Lazy
    @Bean("lines")
    ReplyGenerator lines(@Value("${worker.lines.url}") URI url, ProviderProperties properties, ProviderMeters meters) {
        return new Guarded(new LinesGenerator(url), properties, meters);
    }
}
