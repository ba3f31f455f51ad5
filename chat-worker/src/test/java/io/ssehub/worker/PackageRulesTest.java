package io.ssehub.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceRule;
import org.junit.jupiter.api.Test;

/** The rules of the module's packages; each is also shown failing on {@code io.ssehub.offender}. */
class PackageRulesTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ssehub.worker");

    private static JavaClasses offenders() {
        return new ClassFileImporter().importPackages("io.ssehub.offender");
    }

    private static final ArchRule GENERATOR_IS_ON_ITS_OWN = classes()
            .that()
            .resideInAPackage("..generator..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..generator..", "java..", "org.jspecify..");

    /** The protocol speaks to Redis. */
    private static final ArchRule NO_LETTUCE = noClasses()
            .that()
            .resideInAPackage("io.ssehub..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    /** So does it to whoever is told of traces. */
    private static final ArchRule NO_OPEN_TELEMETRY = noClasses()
            .that()
            .resideInAPackage("io.ssehub..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    private static final ArchRule MICROMETER_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("io.ssehub.worker.meter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    private static final ArchRule MODELS_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("io.ssehub.worker.openai..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.ai..", "com.openai..", "reactor..");

    private static final ArchRule RESILIENCE_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("io.ssehub.worker.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.resilience4j..");

    private static final ArchRule NO_HUB = noClasses()
            .that()
            .resideInAPackage("io.ssehub..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ssehub.hub..", "jakarta.servlet..", "org.springframework.web..");

    private static SliceRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static void assertFails(ArchRule rule) {
        assertThat(rule.evaluate(offenders()).hasViolation()).isTrue();
    }

    @Test
    void theGeneratorKnowsNothingOfRedisOrTheFramework() {
        GENERATOR_IS_ON_ITS_OWN.check(MODULE);
        assertFails(GENERATOR_IS_ON_ITS_OWN);
    }

    @Test
    void theDriverIsKnownToOnePackage() {
        NO_LETTUCE.check(MODULE);
        assertFails(NO_LETTUCE);
    }

    @Test
    void theTracingLibraryIsKnownToTheProtocol() {
        NO_OPEN_TELEMETRY.check(MODULE);
        assertFails(NO_OPEN_TELEMETRY);
    }

    @Test
    void theMetricsLibraryIsKnownToOnePackage() {
        MICROMETER_IN_ONE_PACKAGE.check(MODULE);
        assertFails(MICROMETER_IN_ONE_PACKAGE);
    }

    @Test
    void theModelLibrariesAreKnownToOnePackage() {
        MODELS_IN_ONE_PACKAGE.check(MODULE);
        assertFails(MODELS_IN_ONE_PACKAGE);
    }

    @Test
    void theBreakersLibraryIsKnownToOnePackage() {
        RESILIENCE_IN_ONE_PACKAGE.check(MODULE);
        assertFails(RESILIENCE_IN_ONE_PACKAGE);
    }

    @Test
    void aWorkerKnowsNothingOfHubsAndOfHttp() {
        NO_HUB.check(MODULE);
        assertFails(NO_HUB);
    }

    @Test
    void packagesHaveNoCycles() {
        noCycles("io.ssehub.worker").check(MODULE);
        assertFails(noCycles("io.ssehub.offender"));
    }
}
