package io.ssehub.e2e.pages;

import io.ssehub.protocol.fixture.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of the repository for one test: what a page writes goes nowhere else, and goes with the test's JVM. */
final class Checkout {
    /** What npm installs into. */
    private static final Set<String> WRITTEN_TO = Set.of("samples", "clients");

    /** What is no source; a jar of the last release is. */
    private static final Set<String> MADE = Set.of("node_modules", "target", ".git");

    private Checkout() {}

    /** Links to all there is, and copies of what npm installs into. */
    static Path linked(Path root) throws IOException {
        return copy(root, WRITTEN_TO::contains, true);
    }

    /** All sources. */
    static Path whole(Path root) throws IOException {
        return copy(root, name -> !MADE.contains(name), false);
    }

    private static Path copy(Path root, Predicate<String> copied, boolean linksTheRest) throws IOException {
        Path copy = Folders.inTarget("repository");
        try (Stream<Path> all = Files.list(root)) {
            for (Path each : all.toList()) {
                if (copied.test(each.getFileName().toString())) {
                    copy(root, each, copy);
                } else if (linksTheRest) {
                    Files.createSymbolicLink(copy.resolve(each.getFileName()), each);
                }
            }
        }
        return copy;
    }

    private static void copy(Path root, Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(path -> isSource(root.relativize(path))).toList()) {
                Files.copy(each, to.resolve(root.relativize(each)));
            }
        }
    }

    private static boolean isSource(Path path) {
        for (Path name : path) {
            if (MADE.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }
}
