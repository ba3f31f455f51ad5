package io.ssehub.hub.archunit.cycle.one;

import io.ssehub.hub.archunit.cycle.two.Two;
import org.jspecify.annotations.Nullable;

/** Half of a cycle, so that the rule against them can be seen to fail. */
public record One(@Nullable Two other) {}
