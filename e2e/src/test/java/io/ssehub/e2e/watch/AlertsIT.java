package io.ssehub.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Each alert fires when it should, stays silent when it should, and says where to read what to do. */
class AlertsIT {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    static final Path RULES = ROOT.resolve("deploy/prometheus/alerts.yml");
    private static final Path TESTS = ROOT.resolve("deploy/prometheus/alerts_test.yml");
    private static final Path RUNBOOK = ROOT.resolve("docs/runbook.md");

    /** The names of all alerts. */
    static Set<String> names() {
        return alerts().stream().map(alert -> text(alert, "alert")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What they are about. */
    static List<String> expressions() {
        return alerts().stream().map(alert -> text(alert, "expr")).toList();
    }

    @Test
    void theRulesCanBeRead() throws Exception {
        assertSucceeds("promtool", "check", "rules", RULES.toString());
    }

    @Test
    void eachFiresAndStaysSilentAsItsTestSays() throws Exception {
        assertSucceeds("promtool", "test", "rules", TESTS.toString());
    }

    @Test
    void eachIsSeenFiringAndSeenSilent() throws IOException {
        assertThat(tested(true)).as("seen firing").isEqualTo(names());
        assertThat(tested(false)).as("seen silent").isEqualTo(names());
    }

    @Test
    void eachSaysHowBadItIsAndHasItsEntryInTheRunbook() throws IOException {
        List<String> headings = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(headings).containsExactlyInAnyOrderElementsOf(names());
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(text(map(alert, "labels"), "severity")).isIn("critical", "warning");
            assertThat(text(map(alert, "annotations"), "summary")).isNotBlank();
            assertThat(text(map(alert, "annotations"), "runbook"))
                    .isEqualTo("docs/runbook.md#" + text(alert, "alert").toLowerCase(Locale.ROOT));
        });
    }

    private static List<Map<?, ?>> alerts() {
        try {
            return list(new Yaml().load(Files.readString(RULES)), "groups").stream()
                    .flatMap(group -> list(group, "rules").stream())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> tested(boolean firing) throws IOException {
        return list(new Yaml().load(Files.readString(TESTS)), "tests").stream()
                .flatMap(test -> list(test, "alert_rule_test").stream())
                .filter(moment -> list(moment, "exp_alerts").isEmpty() != firing)
                .map(moment -> text(moment, "alertname"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Map<?, ?>> list(Map<?, ?> of, String name) {
        return ((List<?>) of.get(name))
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static Map<?, ?> map(Map<?, ?> of, String name) {
        return (Map<?, ?>) of.get(name);
    }

    private static String text(Map<?, ?> of, String name) {
        return String.valueOf(of.get(name));
    }

    private static void assertSucceeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
