package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ssehub.hub.fixture.Contract;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/** Compares the records that are read and written as JSON with their schemas. */
final class Shapes {
    /** What calls answer whose signature does not tell. */
    private static final Map<String, String> UNTOLD = Map.of(
            "MessagesController.read", "io.ssehub.hub.chat.MessageView",
            "ClusterController.cluster", "io.ssehub.hub.cluster.ClusterView");

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer",
            double.class, "number",
            Double.class, "number",
            boolean.class, "boolean",
            Boolean.class, "boolean");

    private Shapes() {}

    /** The record that a handler answers; null if it answers a stream, a file or nothing. */
    static @Nullable Class<?> answer(HandlerMethod handler) {
        String untold = UNTOLD.get(handler.getBeanType().getSimpleName() + "."
                + handler.getMethod().getName());
        if (untold != null) {
            try {
                return Class.forName(untold);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        Type returned = handler.getMethod().getGenericReturnType();
        if (returned instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class) {
            returned = generic.getActualTypeArguments()[0];
        }
        return returned instanceof Class<?> type && type.isRecord() ? type : null;
    }

    /** A body that is read: its fields are those of the record and no others. */
    static void assertTaken(String where, JsonNode schema, Class<?> record) {
        JsonNode object = Contract.OPENAPI.resolve(schema);
        assertThat(object.path("additionalProperties").asBoolean(true))
                .as(where)
                .isFalse();
        Set<String> components = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.add(component.getName());
        }
        assertThat(new TreeSet<>(object.path("properties").propertyNames()))
                .as(where)
                .isEqualTo(components);
    }

    /** What is written: the fields of the record, their types, and whether they may be missing or null. */
    static void assertAnswered(String where, JsonNode schema, Class<?> record) {
        JsonNode object = Contract.OPENAPI.resolve(schema);
        Set<String> always = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (RecordComponent component : components(record)) {
            String name = component.getName();
            boolean left = component.getAccessor().isAnnotationPresent(JsonInclude.class)
                    || record.isAnnotationPresent(JsonInclude.class);
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            all.add(name);
            if (!nullable || !left) {
                always.add(name);
            }
            String path = where + " " + record.getSimpleName() + "." + name;
            if (!component.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
                assertType(path, object.path("properties").path(name), component.getAnnotatedType(), nullable && !left);
            }
        }
        Set<String> required = new TreeSet<>();
        object.path("required").forEach(each -> required.add(each.asString()));
        assertThat(new TreeSet<>(object.path("properties").propertyNames()))
                .as(where)
                .isEqualTo(all);
        assertThat(required).as("%s, what is always there", where).isEqualTo(always);
    }

    /** Its components, with those of a component that is unwrapped in its place. */
    private static List<RecordComponent> components(Class<?> record) {
        List<RecordComponent> components = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                components.addAll(components(component.getType()));
            } else {
                components.add(component);
            }
        }
        return components;
    }

    private static void assertType(String path, JsonNode described, AnnotatedType annotated, boolean nullable) {
        JsonNode schema = Contract.OPENAPI.resolve(described);
        Set<String> types = new TreeSet<>();
        for (JsonNode option : schema.has("anyOf") ? schema.path("anyOf") : List.of(schema)) {
            JsonNode resolved = Contract.OPENAPI.resolve(option);
            if (resolved.path("type").isArray()) {
                resolved.path("type").forEach(each -> types.add(each.asString()));
            } else if (resolved.has("type")) {
                types.add(resolved.path("type").asString());
            }
        }
        assertThat(types.remove("null")).as("%s may be null", path).isEqualTo(nullable);
        Type type = annotated.getType();
        if (type == Object.class) {
            return;
        }
        assertThat(types).as(path).containsExactly(name(type));
        if (type == Instant.class) {
            assertThat(schema.path("format").asString("")).as(path).isEqualTo("date-time");
        } else if (type instanceof Class<?> record && record.isRecord()) {
            assertAnswered(path, schema, record);
        } else if (type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> item
                && item.isRecord()) {
            assertAnswered(path, schema.path("items"), item);
        }
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? "array" : "object";
        }
        if (type == Instant.class) {
            return "string";
        }
        return TYPES.getOrDefault((Class<?>) type, "object");
    }
}
