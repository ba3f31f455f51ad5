package io.ssehub.e2e.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be said of commands without running them: they are a shell's, and the files, modules, profiles, tests and services they
 * name are there.
 */
final class Named {
    private static final Pattern FILE = Pattern.compile("(?<![\\w.:/${@-])(?:[a-z][\\w.-]*/)+[\\w.-]*(?![\\w:])");
    private static final Pattern MODULES = Pattern.compile("-pl ([\\w/,-]+)");
    private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
    private static final Pattern SERVICE =
            Pattern.compile("docker compose (?:exec(?: -T)?|logs -f|cp) (\\w[\\w-]*)|--scale (\\w+)=");
    private static final Pattern NAMESPACE = Pattern.compile("kubectl (?:-n|create namespace) (\\w+)");

    /** What a build makes, and what is no file but has a slash. */
    private static final Set<String> NO_FILES = Set.of("target", "deployment/");

    private final Path root;
    private final String pom;
    private final String compose;
    private final String kubernetes;

    Named(Path root) throws IOException {
        this.root = root;
        this.pom = Files.readString(root.resolve("pom.xml"));
        this.compose = Files.readString(root.resolve("docker-compose.yml"));
        this.kubernetes = Files.readString(root.resolve("deploy/kubernetes/kustomization.yaml"));
    }

    /** What is wrong with it; nothing if all it names is there. */
    List<String> wrong(Block block) throws IOException {
        String text = block.text();
        List<String> wrong = new ArrayList<>(syntax(text));
        all(FILE, text)
                .filter(file -> NO_FILES.stream().noneMatch(file::contains))
                .filter(file -> !Files.exists(root.resolve(file)))
                .forEach(file -> wrong.add("no file " + file));
        all(MODULES, text)
                .flatMap(modules -> Arrays.stream(modules.split(",")))
                .filter(module -> !Files.exists(root.resolve(module).resolve("pom.xml")))
                .forEach(module -> wrong.add("no module " + module));
        all(PROFILE, text)
                .filter(profile -> !pom.contains("<id>" + profile + "</id>"))
                .forEach(profile -> wrong.add("no profile " + profile));
        for (String test : all(TEST, text).filter(name -> !name.equals("none")).toList()) {
            if (!hasTest(test)) {
                wrong.add("no test " + test);
            }
        }
        all(SERVICE, text)
                .filter(service -> !compose.contains("\n  " + service + ":\n"))
                .forEach(service -> wrong.add("no service " + service));
        all(NAMESPACE, text)
                .filter(namespace -> !kubernetes.contains("namespace: " + namespace + "\n"))
                .forEach(namespace -> wrong.add("no namespace " + namespace));
        return wrong;
    }

    private static Stream<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(Named::named);
    }

    private static String named(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return found.group();
    }

    /** Whether a class of that name is anywhere. */
    boolean hasTest(String name) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(each -> Files.exists(each.resolve("src/test/java")))
                    .toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                    if (files.anyMatch(file -> file.endsWith(name + ".java"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<String> syntax(String text) {
        try {
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            bash.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            bash.getOutputStream().close();
            String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return bash.onExit().join().exitValue() == 0 ? List.of() : List.of(said);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
