package io.ssehub.loadtest.compare;

import java.util.function.ToDoubleFunction;

/** A number that every run of a contest gives. */
record Metric(String name, String unit, ToDoubleFunction<Outcome> value) {}
