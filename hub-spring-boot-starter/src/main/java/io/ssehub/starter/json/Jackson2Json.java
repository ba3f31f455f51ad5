package io.ssehub.starter.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssehub.starter.publish.HubJson;
import org.jspecify.annotations.Nullable;

/** By Jackson 2. */
public final class Jackson2Json implements HubJson {
    private final ObjectMapper mapper;

    public Jackson2Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** With Jackson's own defaults, and whichever modules are on the class path. */
    public static Jackson2Json plain() {
        return new Jackson2Json(new ObjectMapper().findAndRegisterModules());
    }

    @Override
    public String write(@Nullable Object data) throws JsonProcessingException {
        return mapper.writeValueAsString(data);
    }
}
