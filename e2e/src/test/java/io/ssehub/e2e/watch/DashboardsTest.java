package io.ssehub.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Dashboard;
import io.ssehub.e2e.fixture.Dashboard.Panel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every dashboard can be read without knowing it: names, units, help, and the same variables. */
class DashboardsTest {
    static final Path FOLDER = Path.of(System.getProperty("ssehub.root", ".."), "deploy", "grafana", "dashboards");

    private static final List<Dashboard> ALL = Dashboard.all(FOLDER);

    @Test
    void thereAreFive() {
        assertThat(ALL)
                .extracting(Dashboard::file)
                .containsExactly("chat.json", "connections.json", "delivery.json", "overview.json", "redis-jvm.json");
        assertThat(ALL)
                .extracting(dashboard -> dashboard.json().path("uid").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPanelHasATitleAUnitAndASentence() {
        assertThat(ALL).flatExtracting(Dashboard::panels).allSatisfy(panel -> {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.json().path("description").asString("")).matches("[A-Z0-9].{10,}\\.");
            assertThat(panel.json()
                            .path("fieldConfig")
                            .path("defaults")
                            .path("unit")
                            .asString(""))
                    .isNotBlank();
            assertThat(panel.json().path("datasource").path("uid").asString("")).isEqualTo("prometheus");
            assertThat(panel.expressions()).isNotEmpty().doesNotContain("");
        });
    }

    @Test
    void panelsOfADashboardAreToldApart() {
        assertThat(ALL).allSatisfy(dashboard -> {
            assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
            assertThat(dashboard.json().path("panels").valueStream().map(panel -> panel.path("id")
                            .asInt()))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void nodesAndIntervalCanBeChosen() {
        assertThat(ALL).allSatisfy(dashboard -> {
            assertThat(dashboard.variable("node").path("type").asString()).isEqualTo("query");
            assertThat(dashboard.variable("interval").path("type").asString()).isEqualTo("interval");
            assertThat(dashboard.panels()).flatExtracting(Panel::expressions).anyMatch(text -> text.contains("$node"));
            assertThat(dashboard.panels())
                    .flatExtracting(Panel::expressions)
                    .anyMatch(text -> text.contains("$interval"));
        });
    }

    @Test
    void theOverviewFitsOneScreen() {
        Dashboard overview = ALL.stream()
                .filter(dashboard -> dashboard.file().equals("overview.json"))
                .findFirst()
                .orElseThrow();
        assertThat(overview.panels()).allSatisfy(panel -> assertThat(
                        panel.json().path("gridPos").path("y").asInt()
                                + panel.json().path("gridPos").path("h").asInt())
                .isLessThanOrEqualTo(24));
    }
}
