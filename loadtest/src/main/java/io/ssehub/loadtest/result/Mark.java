package io.ssehub.loadtest.result;

/** Something that happened in a run, at this second of it. */
public record Mark(double second, String label) {}
