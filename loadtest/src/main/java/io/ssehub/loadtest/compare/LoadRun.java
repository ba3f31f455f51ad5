package io.ssehub.loadtest.compare;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of this same program, as a process on cores of its own, against servers that have been started. */
final class LoadRun {
    private LoadRun() {}

    /**
     * @param name of the files it leaves
     * @param scenario with its options, but for those of the target
     */
    static Outcome play(Bench bench, Rig rig, String name, List<String> scenario, PrintStream out)
            throws IOException, InterruptedException {
        Path json = bench.folder().resolve(name + ".json");
        Files.deleteIfExists(json);
        List<String> command = new ArrayList<>(List.of(Rig.java()));
        command.addAll(ownProgram());
        command.addAll(scenario);
        command.addAll(rig.loadArguments());
        command.addAll(
                List.of("--json", json.toString(), "--html", json.toString().replace(".json", ".html")));
        Path log = bench.folder().resolve(name + ".log");
        try (Child load = Child.start(bench.loadCores(), command, log)) {
            load.awaitEnd();
        }
        if (bench.verbose()) {
            out.println(Files.readString(log));
        }
        if (!Files.exists(json)) {
            throw new IOException("the load could not be made, see " + log);
        }
        return Outcome.read(json);
    }

    /** This same program, whether it runs from its jar or from classes. */
    private static List<String> ownProgram() {
        String path = System.getProperty("java.class.path");
        List<String> arguments =
                new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx2g", "--enable-native-access=ALL-UNNAMED"));
        if (path.endsWith(".jar") && !path.contains(File.pathSeparator)) {
            arguments.addAll(List.of("-jar", path));
        } else {
            arguments.addAll(List.of("-cp", path, "io.ssehub.loadtest.cli.LoadTest"));
        }
        return arguments;
    }
}
