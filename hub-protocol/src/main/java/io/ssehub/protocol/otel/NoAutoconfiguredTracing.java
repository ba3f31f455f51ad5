package io.ssehub.protocol.otel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out what Spring Boot would set up because OpenTelemetry is on the class path: a tracer and a handler for every
 * request even where traces go nowhere, and spans with addresses in them, in which a question may stand. And an observation
 * of every command to Redis, which cost more than the command; {@link io.ssehub.protocol.meter.RedisTimes} times it.
 *
 * <p>Hub and worker name it in their own {@code spring.factories}. It must not stand in this module's: that is on the class
 * path of applications that publish, whose tracing is theirs.
 */
final class NoAutoconfiguredTracing implements AutoConfigurationImportFilter {
    private static final List<String> LEFT_OUT = List.of(
            "org.springframework.boot.micrometer.tracing.",
            "org.springframework.boot.opentelemetry.",
            "org.springframework.boot.data.redis.autoconfigure.observation.");

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            wanted[i] = name == null || LEFT_OUT.stream().noneMatch(name::startsWith);
        }
        return wanted;
    }
}
