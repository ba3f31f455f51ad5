package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ssehub.e2e.fixture.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

/** What is shipped for Kubernetes is what its API describes, and fits together. */
class KubernetesTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("ssehub.root", "..")).resolve("deploy");
    private static final Path FOLDER = DEPLOY.resolve("kubernetes");
    private static final String NAME = "app.kubernetes.io/name";

    private static List<JsonObject> read(Path file) throws IOException {
        List<JsonObject> manifests = new ArrayList<>();
        for (Object each : new Yaml().loadAll(Files.readString(file))) {
            manifests.add(new Gson().toJsonTree(each).getAsJsonObject());
        }
        return manifests;
    }

    /** The files that a kustomization names. */
    private static List<Path> resources(Path folder) throws IOException {
        return elements(read(folder.resolve("kustomization.yaml")).getFirst(), "resources")
                .map(name -> folder.resolve(name.getAsString()))
                .toList();
    }

    private static List<JsonObject> cluster() throws IOException {
        List<JsonObject> all = new ArrayList<>();
        for (Path file : resources(FOLDER)) {
            all.addAll(read(file));
        }
        return all;
    }

    /** What is at a path of names; nothing if one of them is missing. */
    private static Stream<JsonElement> at(JsonElement from, String path) {
        Stream<JsonElement> found = Stream.of(from);
        for (String name : path.split(" ")) {
            found = found.flatMap(each -> each.isJsonArray()
                            ? StreamSupport.stream(each.getAsJsonArray().spliterator(), false)
                            : Stream.of(each))
                    .filter(each ->
                            each.isJsonObject() && each.getAsJsonObject().has(name))
                    .map(each -> each.getAsJsonObject().get(name));
        }
        return found;
    }

    private static Stream<JsonElement> elements(JsonElement from, String path) {
        return at(from, path)
                .flatMap(array -> StreamSupport.stream(array.getAsJsonArray().spliterator(), false));
    }

    private static List<JsonObject> workloads() throws IOException {
        return cluster().stream()
                .filter(each -> Manifests.kind(each).startsWith("apps/v1 "))
                .toList();
    }

    private static JsonObject workload(String name) throws IOException {
        return workloads().stream()
                .filter(each -> at(each, "metadata name")
                        .anyMatch(found -> found.getAsString().equals(name)))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> texts(Stream<JsonElement> found) {
        Set<String> texts = new TreeSet<>();
        found.forEach(each -> texts.add(each.getAsString()));
        return texts;
    }

    @Test
    void everyManifestIsWhatTheApiDescribes() throws IOException {
        for (JsonObject manifest : cluster()) {
            Manifests.validate(manifest);
        }
        assertThat(cluster().stream().map(Manifests::kind))
                .contains(
                        "v1 Namespace",
                        "v1 Service",
                        "apps/v1 Deployment",
                        "apps/v1 StatefulSet",
                        "policy/v1 PodDisruptionBudget",
                        "autoscaling/v2 HorizontalPodAutoscaler",
                        "networking.k8s.io/v1 NetworkPolicy");
    }

    @Test
    void aFieldThatDoesNotExistWouldBeFound() throws IOException {
        JsonObject hub = workload("hub");
        at(hub, "spec template spec").forEach(pod -> pod.getAsJsonObject().addProperty("terminationGraceSeconds", 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifests.validate(hub))
                .withMessageContaining("terminationGraceSeconds");
    }

    @Test
    void everyFileIsPartOfTheCluster() throws IOException {
        for (Path folder : List.of(FOLDER, FOLDER.resolve("monitoring"))) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith("kustomization.yaml")))
                        .containsExactlyInAnyOrderElementsOf(resources(folder));
            }
        }
        JsonObject kustomization = read(FOLDER.resolve("kustomization.yaml")).getFirst();
        assertThat(texts(at(kustomization, "images name")))
                .isEqualTo(
                        texts(workloads().stream().flatMap(each -> at(each, "spec template spec containers image"))));
    }

    @Test
    void whateverSelectsPodsFindsThem() throws IOException {
        Set<String> pods =
                texts(workloads().stream().flatMap(each -> at(each, "spec template metadata labels " + NAME)));
        assertThat(pods).containsExactly("hub", "redis", "worker");

        for (JsonObject each : cluster()) {
            Set<String> selected = texts(Stream.of(
                            "spec selector " + NAME,
                            "spec selector matchLabels " + NAME,
                            "spec podSelector matchLabels " + NAME,
                            "spec egress to podSelector matchLabels " + NAME,
                            "spec template spec topologySpreadConstraints labelSelector matchLabels " + NAME)
                    .flatMap(path -> at(each, path)));
            assertThat(pods).as(each.toString()).containsAll(selected);
        }
    }

    @Test
    void portsAreKnownWhereTheyAreUsed() throws IOException {
        for (JsonObject workload : workloads()) {
            Set<String> ports = texts(at(workload, "spec template spec containers ports name"));
            String name = texts(at(workload, "metadata name")).iterator().next();
            assertThat(ports)
                    .as(name)
                    .containsAll(texts(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                            .flatMap(probe ->
                                    at(workload, "spec template spec containers " + probe + " httpGet port"))));
            Stream<JsonObject> selecting = cluster().stream()
                    .filter(each -> Stream.of("spec selector " + NAME, "spec podSelector matchLabels " + NAME)
                            .flatMap(path -> at(each, path))
                            .anyMatch(found -> found.getAsString().equals(name)));
            assertThat(ports)
                    .as(name)
                    .containsAll(texts(selecting.flatMap(each ->
                            Stream.concat(at(each, "spec ports targetPort"), at(each, "spec ingress ports port")))));
        }
    }

    @Test
    void aHubHasTimeForItsDrain() throws IOException {
        JsonObject hub = workload("hub");
        Duration grace = Duration.ofSeconds(at(hub, "spec template spec terminationGracePeriodSeconds")
                .findFirst()
                .orElseThrow()
                .getAsLong());
        Duration before =
                Duration.ofSeconds(elements(hub, "spec template spec containers lifecycle preStop exec command")
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .getAsLong());
        Duration window = elements(hub, "spec template spec containers env")
                .filter(each ->
                        at(each, "name").anyMatch(name -> name.getAsString().equals("HUB_DRAIN_WINDOW")))
                .flatMap(each -> at(each, "value"))
                .map(value -> DurationStyle.detectAndParse(value.getAsString()))
                .findFirst()
                .orElseThrow();

        // The last words, and the web server's own graceful stop.
        assertThat(grace).isGreaterThan(before.plus(window).plusSeconds(3).plusSeconds(10));
    }

    @Test
    void alertsAreThoseOfPrometheus() throws IOException {
        JsonObject rules = read(FOLDER.resolve("monitoring/alerts.yaml")).getFirst();
        JsonObject alerts = read(DEPLOY.resolve("prometheus/alerts.yml")).getFirst();

        assertThat(Manifests.kind(rules)).isEqualTo("monitoring.coreos.com/v1 PrometheusRule");
        assertThat(rules.get("spec")).isEqualTo(alerts);
    }

    @Test
    void monitorsFindAServiceWithThatPort() throws IOException {
        for (JsonObject monitor : read(FOLDER.resolve("monitoring/monitors.yaml"))) {
            JsonElement wanted =
                    at(monitor, "spec selector matchLabels").findFirst().orElseThrow();
            List<JsonObject> services = cluster().stream()
                    .filter(each -> Manifests.kind(each).equals("v1 Service"))
                    .filter(each -> at(each, "metadata labels").anyMatch(labels -> labels.getAsJsonObject()
                            .entrySet()
                            .containsAll(wanted.getAsJsonObject().entrySet())))
                    .toList();

            assertThat(services).hasSize(1);
            assertThat(texts(at(services.getFirst(), "spec ports name")))
                    .isEqualTo(texts(at(monitor, "spec endpoints port")));
        }
    }
}
