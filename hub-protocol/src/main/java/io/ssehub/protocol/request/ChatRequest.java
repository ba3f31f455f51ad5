package io.ssehub.protocol.request;

/**
 * A request in the stream: which generation is to be worked on.
 *
 * @param entryId its entry in the stream
 */
public record ChatRequest(String entryId, String clientId, String messageId) {}
