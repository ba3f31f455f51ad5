package io.ssehub.e2e.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Programs that stand in the path before those of the same name. They do what those do, at the ports of this test, smaller, or
 * without building again what is built:
 *
 * <ul>
 *   <li>{@code mvn} starts the jar of the module that it would run, and looks that the jar of one it would package is there;
 *   <li>{@code java} runs jars of hub and worker as other tests do, unpacked and beside a cache; gives jars their ports and Redis, and the load program loads of a second;
 *   <li>{@code npm install} of the package for browsers installs what would be published of it; {@code node} takes few seeds;
 *   <li>{@code kubectl} has the API of this test, and no other;
 *   <li>{@code redis-cli}, {@code redis-server} and {@code npm run dev} take this test's ports.
 * </ul>
 */
final class StandIns {
    private final Path folder;
    private final Path root;

    private StandIns(Path folder, Path root) {
        this.folder = folder;
        this.root = root;
    }

    /**
     * Makes them.
     *
     * @param arguments what is added to the command line of a jar, by words of the command line in their order
     * @param options of every JVM
     * @param programs what is run in place of a jar, as it starts sooner
     */
    static Path make(
            Path root,
            Places places,
            Map<String, List<String>> arguments,
            List<String> options,
            Map<String, List<String>> programs) {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "pages", "bin").toAbsolutePath());
            StandIns made = new StandIns(folder, root);
            made.write("mvn", mvn(root));
            made.write("java", java(arguments, options, programs));
            String redis = Integer.toString(places.at(6379));
            made.write("redis-cli", "exec " + real("redis-cli") + " -p ${SPARE_REDIS:-" + redis + "} \"$@\"");
            made.write(
                    "redis-server",
                    "exec " + real("redis-server") + " --port ${SPARE_REDIS:-" + redis + "} --bind 127.0.0.1 \"$@\"");
            made.write("npm", npm(places.at(5173), root));
            made.write("node", node());
            // No meter of progress where nobody watches.
            Files.writeString(folder.resolve(".curlrc"), "silent\nshow-error\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kubectl} with a cluster of this test's, and what it knows of it kept there. */
    static void addKubectl(Path bin, Path configuration) throws IOException {
        new StandIns(bin, bin).write("kubectl", """
                        kubectl() { command %s --kubeconfig %s --cache-dir %s "$@"; }
                        case " $* " in
                          # The API here takes what is described and no more, but has no description to hand out,
                          *" apply "*) kubectl "$@" --validate=false ;;
                          # and speaks JSON only.
                          *" create "*) kubectl "$@" --dry-run=client -o json | kubectl create --validate=false -f - ;;
                          *) kubectl "$@" ;;
                        esac""".formatted(
                        real("kubectl"), configuration, configuration.resolveSibling("kubectl-cache")));
    }

    private void write(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file, "#!/bin/bash\n# Stands in for the program of this name in " + root + ".\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** A program of this machine. */
    private static Path real(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, name))
                .filter((Predicate<Path>) Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name + " here"));
    }

    private static String mvn(Path root) {
        return """
                while (($#)); do
                  case $1 in
                    -pl) modules=$2; shift ;;
                    -am | -q | -DskipTests) ;;
                    package | spring-boot:run) goal=$1 ;;
                    *) echo "mvn: nobody stands in for $1" >&2; exit 2 ;;
                  esac
                  shift
                done
                for module in ${modules//,/ }; do
                  jar=(%s/$module/target/${module##*/}-*-SNAPSHOT.jar)
                  [ -f "${jar[0]}" ] || { echo "mvn: no module $module that makes a jar" >&2; exit 1; }
                done
                if [ "$goal" = spring-boot:run ]; then exec java -jar "${jar[0]}"; fi""".formatted(root);
    }

    private static String java(
            Map<String, List<String>> arguments, List<String> options, Map<String, List<String>> programs) {
        String cases = arguments.entrySet().stream()
                .map(jar -> "  *%s*) add=(%s) ;;"
                        .formatted(jar.getKey().replace(" ", "\\ "), String.join(" ", jar.getValue())))
                .collect(Collectors.joining("\n"));
        String sooner = programs.entrySet().stream()
                .map(jar ->
                        "  *%s) shift 2; set -- %s \"$@\" ;;".formatted(jar.getKey(), String.join(" ", jar.getValue())))
                .collect(Collectors.joining("\n"));
        return """
                case "$*" in
                %s
                esac
                # What the page says itself.
                [[ "$*" != *" --at "* ]] || add=("${add[@]/--at=*/}")
                [[ "$*" != *" --server.port="* ]] || add=("${add[@]/--server.port=*/}")
                case "$2" in
                %s
                esac
                exec %s %s "$@" ${add[@]}""".formatted(
                cases, sooner, Path.of(System.getProperty("java.home"), "bin", "java"), String.join(" ", options));
    }

    private static String npm(int port, Path root) {
        return """
                if [[ "$*" == *"run dev" ]]; then set -- "$@" -- --port %1$d --strictPort; fi
                if [ "$*" = "install @ssehub/client" ]; then
                  packed=$(%2$s pack --silent --pack-destination "$PWD" %3$s/clients/js) || exit
                  set -- install --offline --no-audit --no-fund "./$packed"
                fi
                exec %2$s "$@\"""".formatted(port, real("npm"), root);
    }

    private static String node() {
        return """
                [ -z "$SEEDS" ] || export SEEDS=20
                exec %s "$@\"""".formatted(real("node"));
    }
}
