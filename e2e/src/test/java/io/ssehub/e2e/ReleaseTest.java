package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Release;
import io.ssehub.protocol.fixture.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The fixture of the last release is what it says it is, and of the release it has to be of. */
class ReleaseTest {
    private static final Pattern RELEASED = Pattern.compile("(?m)^## \\[(\\d[^]]*)]");
    private static final Pattern PROJECT = Pattern.compile("<artifactId>ssehub</artifactId>\\s*<version>([^<]+)<");
    private static final String UNFINISHED = "-SNAPSHOT";

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("..").resolve(file));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether the fixture is of the newest release. While that is being cut, there is only the one before. */
    private static boolean isDue(String fixture, String changelog, String project) {
        return first(RELEASED, changelog)
                .map(newest -> newest.equals(fixture) || newest.equals(project))
                .orElseGet(() -> fixture.endsWith(UNFINISHED));
    }

    @Test
    void itIsOfTheNewestReleaseInTheChangelog() throws IOException {
        String project = first(PROJECT, read("pom.xml")).orElseThrow();
        assertThat(isDue(Release.version(), read("CHANGELOG.md"), project))
                .as("the fixture is of %s; e2e/last-release/fixture.sh makes one of the newest", Release.version())
                .isTrue();
    }

    @Test
    void oneThatWasForgottenIsNoticed() {
        String none = "# Changelog\n\n## [Unreleased]\n";
        String one = none + "\n## [1.4.0] - 2030-01-01\n\n## [1.3.0] - 2029-01-01\n";
        assertThat(isDue("0.1.0-SNAPSHOT", none, "0.1.0-SNAPSHOT")).isTrue();
        assertThat(isDue("1.4.0", one, "1.5.0-SNAPSHOT")).isTrue();
        assertThat(isDue("1.3.0", one, "1.4.0")).isTrue();
        assertThat(isDue("1.3.0", one, "1.5.0-SNAPSHOT")).isFalse();
        assertThat(isDue("1.4.0-SNAPSHOT", one, "1.5.0-SNAPSHOT")).isFalse();
    }

    @Test
    void whatItWritesIsRecorded() {
        assertThat(Recording.all()).extracting(Recording::release).contains(Release.version());
    }

    @Test
    void itsJarsAreThoseThatWereMadeOfItsCommit() throws IOException, NoSuchAlgorithmException {
        assertThat(Release.commit()).matches("[0-9a-f]{40}");
        for (String jar : Release.JARS) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Release.jar(jar)));
            assertThat(HexFormat.of().formatHex(digest)).as(jar).isEqualTo(Release.sha256(jar));
            try (JarFile file = new JarFile(Release.jar(jar).toFile())) {
                assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                        .as(jar)
                        .isEqualTo(Release.version());
            }
        }
    }
}
