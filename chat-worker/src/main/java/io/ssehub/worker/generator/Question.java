package io.ssehub.worker.generator;

/**
 * What was asked.
 *
 * @param text the question, as the user wrote it
 */
public record Question(String text) {}
