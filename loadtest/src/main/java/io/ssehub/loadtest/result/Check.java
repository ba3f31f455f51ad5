package io.ssehub.loadtest.result;

/**
 * Something that must hold, and whether it did.
 *
 * @param detail what was seen
 */
public record Check(String name, boolean holds, String detail) {}
