package io.ssehub.e2e.pages;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an API says of itself: groups, versions, and the kinds of objects in them. */
final class KubernetesDiscovery {
    private static final Map<String, List<String>> KINDS = new TreeMap<>(Map.of(
            "v1", List.of("Namespace", "Service", "Secret", "ConfigMap"),
            "apps/v1", List.of("Deployment", "StatefulSet", "ReplicaSet"),
            "policy/v1", List.of("PodDisruptionBudget"),
            "autoscaling/v2", List.of("HorizontalPodAutoscaler"),
            "networking.k8s.io/v1", List.of("NetworkPolicy"),
            "monitoring.coreos.com/v1", List.of("ServiceMonitor", "PodMonitor", "PrometheusRule")));

    private KubernetesDiscovery() {}

    /** Nothing where there are objects. */
    static Optional<JsonObject> at(String path) {
        if (path.equals("/api")) {
            JsonObject versions = kind("APIVersions", "v1");
            versions.add("versions", array(List.of("v1")));
            return Optional.of(versions);
        }
        if (path.equals("/apis")) {
            return Optional.of(groups());
        }
        String version = path.replaceFirst("^/apis?/", "");
        return Optional.ofNullable(KINDS.get(version)).map(kinds -> resources(version, kinds));
    }

    /** An empty list of objects of a kind. */
    static JsonObject list(String resource) {
        String version = resource.substring(0, resource.indexOf(' '));
        String kind = KINDS.getOrDefault(version, List.of()).stream()
                .filter(each -> resource.endsWith(" " + plural(each)))
                .findFirst()
                .orElseThrow();
        JsonObject list = kind(kind + "List", version);
        JsonObject metadata = new JsonObject();
        metadata.addProperty("resourceVersion", "1");
        list.add("metadata", metadata);
        return list;
    }

    private static JsonObject groups() {
        JsonArray groups = new JsonArray();
        for (String version : KINDS.keySet()) {
            if (version.contains("/")) {
                JsonObject preferred = new JsonObject();
                preferred.addProperty("groupVersion", version);
                preferred.addProperty("version", version.substring(version.indexOf('/') + 1));
                JsonArray versions = new JsonArray();
                versions.add(preferred);
                JsonObject group = new JsonObject();
                group.addProperty("name", version.substring(0, version.indexOf('/')));
                group.add("versions", versions);
                group.add("preferredVersion", preferred);
                groups.add(group);
            }
        }
        JsonObject all = kind("APIGroupList", "v1");
        all.add("groups", groups);
        return all;
    }

    private static JsonObject resources(String version, List<String> kinds) {
        JsonArray resources = new JsonArray();
        for (String kind : kinds) {
            JsonObject resource = new JsonObject();
            resource.addProperty("name", plural(kind));
            resource.addProperty("singularName", kind.toLowerCase(Locale.ROOT));
            resource.addProperty("namespaced", !kind.equals("Namespace"));
            resource.addProperty("kind", kind);
            resource.add("verbs", array(List.of("create", "get", "list", "patch", "watch")));
            resources.add(resource);
        }
        JsonObject all = kind("APIResourceList", "v1");
        all.addProperty("groupVersion", version);
        all.add("resources", resources);
        return all;
    }

    private static String plural(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject kind(String kind, String version) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", kind);
        object.addProperty("apiVersion", version);
        return object;
    }
}
