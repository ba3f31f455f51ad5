package io.ssehub.e2e.pages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What {@code kubectl} asks to be changed: a strategic merge, in which elements of lists are known by their names, or a JSON patch that
 * replaces.
 */
final class KubernetesPatch {
    private static final String NAME = "name";

    private KubernetesPatch() {}

    static JsonObject apply(JsonElement patch, JsonObject to) {
        JsonObject changed = to.deepCopy();
        if (patch.isJsonObject()) {
            merge(patch.getAsJsonObject(), changed);
            return changed;
        }
        for (JsonElement each : patch.getAsJsonArray()) {
            JsonObject step = each.getAsJsonObject();
            if (!step.get("op").getAsString().equals("replace")) {
                throw new IllegalArgumentException(step.toString());
            }
            String[] path = step.get("path").getAsString().substring(1).split("/");
            JsonObject at = changed;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.getAsJsonObject(path[i]);
            }
            at.add(path[path.length - 1], step.get("value"));
        }
        return changed;
    }

    private static void merge(JsonObject patch, JsonObject to) {
        for (Map.Entry<String, JsonElement> each : patch.entrySet()) {
            String name = each.getKey();
            JsonElement value = each.getValue();
            if (name.startsWith("$")) {
                // The order of a list, which here stays as it is.
                continue;
            }
            if (value.isJsonNull()) {
                to.remove(name);
            } else if (value.isJsonObject() && to.get(name) instanceof JsonObject there) {
                merge(value.getAsJsonObject(), there);
            } else if (value.isJsonArray() && to.get(name) instanceof JsonArray there) {
                to.add(name, merged(value.getAsJsonArray(), there));
            } else {
                to.add(name, value);
            }
        }
    }

    private static JsonArray merged(JsonArray patch, JsonArray to) {
        for (JsonElement each : patch) {
            boolean isThere = false;
            for (JsonElement there : to) {
                if (there.getAsJsonObject()
                        .get(NAME)
                        .equals(each.getAsJsonObject().get(NAME))) {
                    merge(each.getAsJsonObject(), there.getAsJsonObject());
                    isThere = true;
                }
            }
            if (!isThere) {
                to.add(each);
            }
        }
        return to;
    }
}
