package io.ssehub.hub.archunit.wrong;

import io.opentelemetry.api.OpenTelemetry;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesOpenTelemetry(OpenTelemetry telemetry) {}
