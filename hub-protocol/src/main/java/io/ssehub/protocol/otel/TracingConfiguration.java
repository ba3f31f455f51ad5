package io.ssehub.protocol.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.ssehub.protocol.trace.Traces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Traces, if somebody is named whom they are sent to. Otherwise nothing of OpenTelemetry is made, or even loaded: services
 * leave its autoconfiguration out ({@link NoAutoconfiguredTracing}), and only here is it taken in again.
 *
 * <p>To be imported by a configuration that is scanned: beside {@code @SpringBootApplication} that filter would apply to what
 * is imported here, too, and leave nothing of it.
 */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
    /** Where traces are sent to. */
    public static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(ENDPOINT)
    @Import({
        OpenTelemetrySdkAutoConfiguration.class,
        OpenTelemetryTracingAutoConfiguration.class,
        OtlpTracingAutoConfiguration.class
    })
    static class On {
        @Bean
        Traces traces(OpenTelemetry telemetry) {
            return new OtelTraces(telemetry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NobodyIsNamed.class)
    static class Off {
        @Bean
        Traces traces() {
            return Traces.NONE;
        }
    }

    static final class NobodyIsNamed extends NoneNestedConditions {
        NobodyIsNamed() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty(ENDPOINT)
        static final class Named {}
    }
}
