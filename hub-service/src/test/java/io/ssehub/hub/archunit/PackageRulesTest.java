package io.ssehub.hub.archunit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.ssehub.hub.archunit.wrong.UsesEmitter;
import io.ssehub.hub.archunit.wrong.UsesJackson;
import io.ssehub.hub.archunit.wrong.UsesJetty;
import io.ssehub.hub.archunit.wrong.UsesLettuce;
import io.ssehub.hub.archunit.wrong.UsesMicrometer;
import io.ssehub.hub.archunit.wrong.UsesOpenTelemetry;
import io.ssehub.hub.archunit.wrong.UsesSpringSecurity;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each step of the flow is a package, and each outside library has its place. Every rule is shown failing once. */
class PackageRulesTest {
    private static final String BASE = "io.ssehub.hub";
    private static final String HERE = BASE + ".archunit";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    private static final JavaClasses WRONG = new ClassFileImporter().importPackages(HERE);

    private static final ArchRule ONLY_SINKS_KNOW_THE_EMITTER =
            only("org.springframework.web.servlet.mvc.method.annotation.SseEmitter", "sink");
    private static final ArchRule ONLY_THE_EDGE_KNOWS_JETTY = only("org\\.eclipse\\.jetty\\..*", "sink", "http");
    private static final ArchRule ONLY_METERS_KNOW_MICROMETER = only("io\\.micrometer\\..*", "meter");
    private static final ArchRule ONLY_JSON_CALLS_KNOW_JACKSON = only(
            "(tools\\.jackson|com\\.fasterxml\\.jackson\\.databind)\\..*", "publish", "http", "cluster", "history");
    private static final ArchRule ONLY_AUTH_KNOWS_SPRING_SECURITY =
            only("(org\\.springframework\\.security|com\\.nimbusds)\\..*", "auth");
    private static final ArchRule NOBODY_KNOWS_LETTUCE = only("io\\.lettuce\\..*");
    private static final ArchRule NOBODY_KNOWS_OPEN_TELEMETRY = only("io\\.opentelemetry\\..*");

    private static ArchRule only(String library, String... packages) {
        String[] allowed =
                Arrays.stream(packages).map(each -> BASE + "." + each + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(library);
    }

    private static ArchRule noCyclesIn(String base) {
        return slices().matching(base + ".(*)..").should().beFreeOfCycles();
    }

    private static void holds(ArchRule rule, Class<?>... wrong) {
        rule.check(MAIN);
        var fails = assertThatThrownBy(() -> rule.check(WRONG)).isInstanceOf(AssertionError.class);
        Stream.of(wrong).forEach(each -> fails.hasMessageContaining(each.getSimpleName()));
    }

    @Test
    void theRulesSeeTheClasses() {
        assertThat(MAIN.size()).isGreaterThan(60);
    }

    @Test
    void packagesHaveNoCycles() {
        noCyclesIn(BASE).check(MAIN);
        assertThatThrownBy(() -> noCyclesIn(HERE + ".cycle").check(WRONG))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected")
                .hasMessageContaining("One");
    }

    @Test
    void theEmitterStaysAtTheLastHop() {
        holds(ONLY_SINKS_KNOW_THE_EMITTER, UsesEmitter.class);
    }

    @Test
    void jettyStaysAtTheEdge() {
        holds(ONLY_THE_EDGE_KNOWS_JETTY, UsesJetty.class);
    }

    @Test
    void micrometerStaysBehindOneClassOfMeters() {
        holds(ONLY_METERS_KNOW_MICROMETER, UsesMicrometer.class);
    }

    @Test
    void jacksonStaysWhereBodiesAreRead() {
        holds(ONLY_JSON_CALLS_KNOW_JACKSON, UsesJackson.class);
    }

    @Test
    void springSecurityStaysWhereTokensAreChecked() {
        holds(ONLY_AUTH_KNOWS_SPRING_SECURITY, UsesSpringSecurity.class);
    }

    @Test
    void lettuceStaysBehindTheProtocol() {
        holds(NOBODY_KNOWS_LETTUCE, UsesLettuce.class);
    }

    @Test
    void openTelemetryStaysBehindTheProtocol() {
        holds(NOBODY_KNOWS_OPEN_TELEMETRY, UsesOpenTelemetry.class);
    }
}
