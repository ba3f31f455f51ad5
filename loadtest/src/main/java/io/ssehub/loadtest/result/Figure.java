package io.ssehub.loadtest.result;

/** A number that a run has found. */
public record Figure(String name, double value, String unit) {}
