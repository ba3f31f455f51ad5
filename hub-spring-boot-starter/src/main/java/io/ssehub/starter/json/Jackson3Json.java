package io.ssehub.starter.json;

import io.ssehub.starter.publish.HubJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** By Jackson 3. */
public final class Jackson3Json implements HubJson {
    private final JsonMapper mapper;

    public Jackson3Json(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** With Jackson's own defaults. */
    public static Jackson3Json plain() {
        return new Jackson3Json(JsonMapper.shared());
    }

    @Override
    public String write(@Nullable Object data) {
        return mapper.writeValueAsString(data);
    }
}
