package io.ssehub.loadtest.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where servers are compared.
 *
 * @param serverCores what {@code taskset} pins all server processes to
 * @param loadCores the same for the load
 * @param hubJar the hub as it is shipped
 * @param jvm options of its JVM
 * @param linger how long events of the Java publisher wait for each other
 * @param configuration the folder with nchan's configuration
 * @param folder for logs and results
 * @param verbose whether the load's own words are shown
 */
public record Bench(
        String serverCores,
        String loadCores,
        Path hubJar,
        List<String> jvm,
        Duration linger,
        Path configuration,
        Path folder,
        boolean verbose) {
    public Bench {
        jvm = List.copyOf(jvm);
    }
}
