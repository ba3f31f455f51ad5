package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.sse.SseEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that an event of the hub's protocol carries, read strictly: a null or a wrong type is malformed. */
record EventData(JsonNode object) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The event is not what its name says. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message);
        }
    }

    static EventData of(SseEvent event) {
        try {
            return new EventData(JSON.readTree(event.data()));
        } catch (JacksonException e) {
            throw new Malformed("not JSON");
        }
    }

    String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isString()) {
            throw new Malformed(name + " is not a string");
        }
        return value.stringValue();
    }

    int number(String name) {
        JsonNode value = object.path(name);
        if (!value.isInt()) {
            throw new Malformed(name + " is not an integer");
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isBoolean()) {
            throw new Malformed(name + " is not true or false");
        }
        return value.booleanValue();
    }

    /** The field as it stands, for a person to read. */
    String shown(String name) {
        return object.path(name).toString();
    }
}
