package io.ssehub.protocol.generation;

import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the hash that holds a generation. */
final class GenerationHash {
    private GenerationHash() {}

    /** The fields of a hash that a script has answered: names and values in turn. */
    static Map<String, byte[]> fields(Object hash) {
        List<?> flat = (List<?>) hash;
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(Answers.text(flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return fields;
    }

    /** Empty if there is no such generation, or only what is left of a deleted one. */
    static Optional<Generation> find(String messageId, Map<String, byte[]> fields, String text) {
        return fields.containsKey("created") ? Optional.of(read(messageId, fields, text)) : Optional.empty();
    }

    private static Generation read(String messageId, Map<String, byte[]> fields, String text) {
        GenerationState state = GenerationState.of(field(fields, "state"));
        return new Generation(
                messageId,
                state,
                field(fields, "question"),
                field(fields, "conversation"),
                Integer.parseInt(field(fields, "attempt")),
                Integer.parseInt(field(fields, "next")),
                text,
                optional(fields, "code"),
                optional(fields, "error"),
                optional(fields, "usage"),
                optional(fields, "last").flatMap(Position::parse),
                optional(fields, "traceparent"),
                "1".equals(field(fields, "acked")),
                time(field(fields, "created")),
                optional(fields, "ended").map(GenerationHash::time));
    }

    private static String field(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        return value == null ? "" : Answers.text(value);
    }

    private static Optional<String> optional(Map<String, byte[]> fields, String name) {
        return Optional.of(field(fields, name)).filter(value -> !value.isEmpty());
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
