package io.ssehub.hub.archunit.cycle.two;

import io.ssehub.hub.archunit.cycle.one.One;
import org.jspecify.annotations.Nullable;

/** Half of a cycle, so that the rule against them can be seen to fail. */
public record Two(@Nullable One other) {}
