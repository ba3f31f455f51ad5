package io.ssehub.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an application need not have is known to one package, so that it is not looked for anywhere else. Each rule is shown
 * failing once: for the packages that may know a library.
 */
class PackageRulesTest {
    private static final String BASE = "io.ssehub.starter";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

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

    @Test
    void packagesHaveNoCycles() {
        assertThat(MAIN.size()).isGreaterThan(30);
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "(tools\\.jackson|com\\.fasterxml)\\..*, json autoconfigure",
        "io\\.micrometer\\..*, meter autoconfigure",
        "org\\.springframework\\..*, autoconfigure test",
        "org\\.springframework\\.(boot\\.test|test)\\..*, test",
        "org\\.springframework\\.boot\\.(health|data)\\..*, autoconfigure",
        "(org\\.assertj|org\\.junit)\\..*, test",
    })
    void aLibraryStaysInItsPlace(String library, String packages) {
        only(library, packages.split(" ")).check(MAIN);
        assertThatThrownBy(() -> only(library, "nowhere").check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void nobodyKnowsTheDriver() {
        only("io\\.lettuce\\..*", "nowhere").check(MAIN);
    }
}
