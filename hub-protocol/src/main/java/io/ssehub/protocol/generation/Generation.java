package io.ssehub.protocol.generation;

import io.ssehub.protocol.position.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * One chat answer as Redis holds it.
 *
 * @param id the message id
 * @param state where it is in its life
 * @param question what was asked
 * @param conversation the conversation it belongs to
 * @param attempt attempts begun
 * @param fragments fragments appended in this attempt
 * @param text the text so far; empty unless it was read
 * @param code finish reason or error code, once ended
 * @param error message for people, if it failed
 * @param usage what it took, as JSON, if the provider told
 * @param last position of its newest entry; empty if it has none
 * @param traceparent what its steps are part of, for a tracing system; empty if there is none
 * @param acked whether the client has said that it has it
 * @param created when it was accepted
 * @param ended when it ended
 */
public record Generation(
        String id,
        GenerationState state,
        String question,
        String conversation,
        int attempt,
        int fragments,
        String text,
        Optional<String> code,
        Optional<String> error,
        Optional<String> usage,
        Optional<Position> last,
        Optional<String> traceparent,
        boolean acked,
        Instant created,
        Optional<Instant> ended) {}
