import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a service once while its image is built, calls what it is told to call, and stops it in good order: the JVM then
 * writes down which classes were needed, and starts in a third of the time from then on. There is no Redis at that moment,
 * which the service bears; what only Redis' answers load is not among those classes.
 *
 * <p>{@code Train <port> <path>… -- <command>…}
 */
final class Train {
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    /** How a JVM says that it was terminated. */
    private static final int TERMINATED = 143;

    private Train() {}

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int rest = all.indexOf("--");
        URI service = URI.create("http://127.0.0.1:" + all.getFirst());
        Process process = new ProcessBuilder(all.subList(rest + 1, all.size())).inheritIO().start();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        awaitAnswer(process, http, service.resolve("/actuator/health/liveness"));
        for (String path : all.subList(1, rest)) {
            HttpRequest request = HttpRequest.newBuilder(service.resolve(path)).timeout(ONE_CALL).build();
            System.out.println(path + " " + http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        process.destroy();
        int end = process.waitFor();
        if (end != TERMINATED) {
            throw new IllegalStateException("the service ended with " + end);
        }
    }

    private static void awaitAnswer(Process process, HttpClient http, URI address) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            try {
                HttpRequest request = HttpRequest.newBuilder(address).timeout(ONE_CALL).build();
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (java.io.IOException notYet) {
                // Below.
            }
            if (!process.isAlive() || System.nanoTime() - begin > DEADLINE.toNanos()) {
                throw new IllegalStateException("the service does not answer");
            }
            Thread.sleep(100);
        }
    }
}
