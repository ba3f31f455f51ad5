package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped beside our own code, as the bills of materials in the jars tell it, and under which licences. */
class LicencesTest {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/licences.md");
    private static final String OURS = "io.ssehub";

    /** Each lets anybody ship what is under it, unchanged, with a program of any licence. */
    private static final Set<String> FREE = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "MIT",
            "MIT-0",
            // What ANTLR's two say of themselves; the licence they lead to has three clauses.
            "BSD licence",
            "BSD-4-Clause");

    private static JsonNode bill(String module) {
        try {
            return JsonMapper.shared()
                    .readTree(Files.readString(
                            ROOT.resolve(module).resolve("target/classes/META-INF/sbom/application.cdx.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries by name, each with its licences. */
    private static Map<String, Set<String>> libraries() {
        Map<String, Set<String>> libraries = new TreeMap<>();
        for (String module : List.of("hub-service", "chat-worker", "standalone")) {
            for (JsonNode component : bill(module).path("components")) {
                String group = component.path("group").asString();
                if (!group.equals(OURS)) {
                    libraries.put(group + ":" + component.path("name").asString(), licences(component));
                }
            }
        }
        return libraries;
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            String name = licence.path("id")
                    .asString(licence.path("name")
                            .asString(each.path("expression").asString("")));
            licences.add(name.replaceAll("\\s+", " "));
        }
        return licences;
    }

    private static String page(Map<String, Set<String>> libraries) {
        Map<String, Set<String>> byLicence = new TreeMap<>();
        libraries.forEach((library, licences) -> byLicence
                .computeIfAbsent(String.join(" or ", licences), _ -> new TreeSet<>())
                .add(library));
        List<String> lines = new ArrayList<>(List.of(
                "# Licences",
                "",
                "SSE Hub is under the [Apache License 2.0](../LICENSE). What its jars hold beside its own code:",
                "",
                "| licence | libraries |",
                "| --- | --- |"));
        byLicence.forEach((licence, all) -> lines.add("| " + licence + " | "
                + all.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", ")) + " |"));
        lines.addAll(List.of(
                "",
                "Versions are in the bill of materials that each service carries (CycloneDX, `META-INF/sbom/application.cdx.json`). A test",
                "compares this page with it; `mvn verify -Dlicences.write=true` writes it anew. The quick start's `embedded-redis` holds a",
                "Redis 6.2 (BSD-3-Clause). Images hold the Java runtime (GPL-2.0 with the Classpath Exception) and a Linux; see",
                "[docker-compose.yml](../docker-compose.yml) for which."));
        return String.join("\n", lines) + "\n";
    }

    @Test
    void thePageListsWhatIsShipped() throws IOException {
        String page = page(libraries());
        if (Boolean.getBoolean("licences.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void everythingCanBeShippedByAnybody() {
        assertThat(libraries()).hasSizeGreaterThan(50).allSatisfy((library, licences) -> assertThat(licences)
                .as(library)
                .containsAnyElementsOf(FREE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub-service", "chat-worker", "standalone"})
    void aBillTellsEachLibrarysVersionAndChecksum(String module) {
        JsonNode bill = bill(module);
        assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(bill.path("metadata").path("component").path("name").asString())
                .isEqualTo(module);
        assertThat(bill.path("components").size()).isGreaterThan(30);
        for (JsonNode component : bill.path("components")) {
            String name = component.path("purl").asString();
            assertThat(component.path("version").asString()).as(name).isNotEmpty();
            if (!component.path("group").asString().equals(OURS)) {
                assertThat(component.path("version").asString()).as(name).doesNotContain("SNAPSHOT");
                assertThat(component.path("hashes").toString()).as(name).contains("SHA-256");
            }
        }
    }
}
