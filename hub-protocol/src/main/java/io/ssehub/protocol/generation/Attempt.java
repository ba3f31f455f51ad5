package io.ssehub.protocol.generation;

/**
 * One worker's hold on one generation; every step it makes is checked against it.
 *
 * @param clientId whose answer it is
 * @param messageId which answer
 * @param number the attempt, from 1
 * @param owner the worker's token for this attempt
 */
public record Attempt(String clientId, String messageId, int number, String owner) {}
