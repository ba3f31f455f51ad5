package io.ssehub.hub.archunit.wrong;

import io.micrometer.core.instrument.MeterRegistry;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesMicrometer(MeterRegistry registry) {}
