package io.ssehub.loadtest.result;

/** Something that was set for a run. */
public record Setting(String name, String value) {}
