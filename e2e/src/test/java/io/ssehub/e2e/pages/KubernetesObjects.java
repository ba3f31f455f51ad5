package io.ssehub.e2e.pages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What a cluster has been told to have. A Deployment is rolled out at once, and each of its templates is kept in a ReplicaSet. */
final class KubernetesObjects {
    private static final String DEPLOYMENTS = "apps/v1 deployments";
    private static final String SETS = "apps/v1 replicasets";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final Map<String, JsonObject> all = new TreeMap<>();
    private final AtomicLong versions = new AtomicLong();

    static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }

    /** Everything of a kind, in a namespace. */
    synchronized List<JsonObject> all(String resource, String namespace) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().startsWith(key(resource, namespace, "")))
                .map(Map.Entry::getValue)
                .toList();
    }

    synchronized Optional<JsonObject> find(String resource, String namespace, String name) {
        return Optional.ofNullable(all.get(key(resource, namespace, name))).map(JsonObject::deepCopy);
    }

    /** The image that a Deployment's pods have. */
    String image(String deployment) {
        return template(find(DEPLOYMENTS, "ssehub", deployment).orElseThrow())
                .getAsJsonObject("spec")
                .getAsJsonArray("containers")
                .get(0)
                .getAsJsonObject()
                .get("image")
                .getAsString();
    }

    /** As it is kept: with what a cluster adds. */
    synchronized JsonObject put(String resource, String namespace, JsonObject object) {
        JsonObject kept = object.deepCopy();
        JsonObject metadata = kept.getAsJsonObject("metadata");
        if (!namespace.isEmpty()) {
            metadata.addProperty("namespace", namespace);
        }
        if (!metadata.has("uid")) {
            metadata.addProperty("uid", UUID.randomUUID().toString());
        }
        metadata.addProperty("resourceVersion", Long.toString(versions.incrementAndGet()));
        metadata.addProperty("generation", versions.get());
        if (resource.equals(DEPLOYMENTS)) {
            rollOut(kept, namespace);
        }
        all.put(key(resource, namespace, name(kept)), kept);
        return kept;
    }

    private void rollOut(JsonObject deployment, String namespace) {
        int replicas = Optional.ofNullable(deployment.getAsJsonObject("spec").get("replicas"))
                .map(JsonElement::getAsInt)
                .orElse(1);
        JsonObject status = new JsonObject();
        status.add("observedGeneration", deployment.getAsJsonObject("metadata").get("generation"));
        for (String count : List.of("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")) {
            status.addProperty(count, replicas);
        }
        deployment.add("status", status);
        String revision = Long.toString(versions.get());
        JsonObject metadata = deployment.getAsJsonObject("metadata");
        JsonObject annotations =
                Optional.ofNullable(metadata.getAsJsonObject("annotations")).orElseGet(JsonObject::new);
        metadata.add("annotations", annotations);
        String name = name(deployment);
        Optional<JsonObject> same = all(SETS, namespace).stream()
                .filter(set -> name(set).startsWith(name + "-"))
                .filter(set -> template(set).equals(template(deployment)))
                .findFirst();
        JsonObject set = same.orElseGet(() -> set(deployment, name + "-" + revision));
        annotations.addProperty(REVISION, revision);
        set.getAsJsonObject("metadata").getAsJsonObject("annotations").addProperty(REVISION, revision);
        all.put(key(SETS, namespace, name(set)), set);
    }

    private static JsonObject set(JsonObject deployment, String name) {
        JsonObject owner = new JsonObject();
        owner.addProperty("apiVersion", "apps/v1");
        owner.addProperty("kind", "Deployment");
        owner.addProperty("name", name(deployment));
        owner.add("uid", deployment.getAsJsonObject("metadata").get("uid"));
        owner.addProperty("controller", true);
        JsonArray owners = new JsonArray();
        owners.add(owner);
        JsonObject metadata = new JsonObject();
        metadata.addProperty("name", name);
        metadata.addProperty("uid", UUID.randomUUID().toString());
        metadata.add("namespace", deployment.getAsJsonObject("metadata").get("namespace"));
        metadata.add("labels", template(deployment).getAsJsonObject("metadata").get("labels"));
        metadata.add("annotations", new JsonObject());
        metadata.add("ownerReferences", owners);
        JsonObject spec = new JsonObject();
        spec.addProperty("replicas", 1);
        spec.add("selector", deployment.getAsJsonObject("spec").get("selector"));
        spec.add("template", template(deployment).deepCopy());
        JsonObject set = new JsonObject();
        set.addProperty("apiVersion", "apps/v1");
        set.addProperty("kind", "ReplicaSet");
        set.add("metadata", metadata);
        set.add("spec", spec);
        return set;
    }

    private static JsonObject template(JsonObject workload) {
        return workload.getAsJsonObject("spec").getAsJsonObject("template");
    }

    private static String key(String resource, String namespace, String name) {
        return resource + " " + namespace + "/" + name;
    }
}
