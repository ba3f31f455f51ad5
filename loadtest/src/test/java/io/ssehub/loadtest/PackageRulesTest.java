package io.ssehub.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What knows what. */
@AnalyzeClasses(packages = "io.ssehub.loadtest", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.ssehub.loadtest.(*)..").should().beFreeOfCycles();

    /** Else a mistake in a shared class could hide on both sides. */
    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_SHARES_CODE_WITH_THE_HUB = knownOnlyTo("redis", "io.ssehub.protocol..");

    @ArchTest
    static final ArchRule ONLY_IT_KNOWS_THE_DRIVER = knownOnlyTo("redis", "io.lettuce..");

    @ArchTest
    static final ArchRule ONLY_CLIENTS_KNOW_NETTY = knownOnlyTo("client", "io.netty..");

    @ArchTest
    static final ArchRule ONLY_LATENCIES_ARE_HISTOGRAMS = knownOnlyTo("latency", "org.HdrHistogram..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI = knownOnlyTo("cli", "picocli..");

    private static ArchRule knownOnlyTo(String room, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.ssehub.loadtest." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }
}
