package io.ssehub.protocol.conversation;

import java.time.Instant;

/**
 * A conversation as a list shows it.
 *
 * @param id its name, chosen by the client
 * @param opening its first question that can still be read
 * @param turns questions in it
 * @param lastActivity when the last question was accepted or the last answer ended
 */
public record Conversation(String id, String opening, int turns, Instant lastActivity) {}
