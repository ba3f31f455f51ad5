package io.ssehub.hub.cluster;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What nodes write for each other: read by those of other versions too, which know more fields or fewer. */
final class ClusterJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ClusterJson() {}

    /** Something that could not be read. */
    static final class UnreadableException extends RuntimeException {
        UnreadableException(JacksonException cause) {
            super(cause.getOriginalMessage(), cause);
        }
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws UnreadableException if it is no JSON, or of another shape */
    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new UnreadableException(e);
        }
    }
}
