package io.ssehub.offender.generator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.ssehub.offender.other.Friend;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.web.client.RestClient;

/** Breaks every rule of the packages, to show that they can fail. */
public record Offender(
        RedisURI redis,
        MeterRegistry meters,
        RestClient http,
        ChatModel model,
        CircuitBreaker breaker,
        OpenTelemetry telemetry,
        Friend friend) {}
