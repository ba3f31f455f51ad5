package io.ssehub.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.LittleHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a whole, on servers that it was only told of by templates. What takes its time runs side by side. */
class LoadTestTest {
    private static final int USAGE = 2;

    /** Long enough for a busy machine to do what has to be done, and waited for in full where something never comes. */
    private static final String PATIENCE = "8s";

    private static final Executor THREADS = work -> Thread.ofPlatform().start(work);

    /** How a run ended, and what it wrote. */
    private record Ended(int code, Path folder) {
        JsonNode result() {
            try {
                return JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long judged(String measure) {
            return result().path("judged").path(measure).longValue();
        }

        List<String> checksThatFailed() {
            List<String> failed = new ArrayList<>();
            for (JsonNode check : result().path("checks")) {
                if (!check.path("holds").booleanValue()) {
                    failed.add(check.path("name").stringValue());
                }
            }
            return failed;
        }
    }

    private final List<LittleHub> hubs = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void describe() throws IOException {
        Files.writeString(description(), """
                subscribe=/sub/{channels:,}
                publish=POST /pub/{channel}
                body={"payload":{data}}
                data-field=payload
                welcome="welcome"
                """);
    }

    @AfterEach
    void stop() {
        hubs.forEach(LittleHub::close);
    }

    @Test
    void theVerdictHoldsForAServerThatDoesWhatItShould() {
        List<CompletableFuture<Ended>> runs = new ArrayList<>();
        for (String scenario : List.of("broadcast", "tokens", "topics", "storm", "slow", "churn")) {
            runs.add(begin(scenario));
        }
        runs.add(begin("storm", "--rehearse", "2"));
        CompletableFuture<Ended> idle = begin("idle", "--silence", "0", "--rehearse", "5", "--gc");

        for (CompletableFuture<Ended> run : runs) {
            Ended ended = run.join();
            assertThat(ended.code()).as("%s", ended.result()).isZero();
            assertThat(ended.result().path("holds").booleanValue()).isTrue();
            assertThat(ended.judged("delivered")).isPositive();
        }
        assertThat(idle.join().code()).as("%s", idle.join().result()).isZero();
    }

    @Test
    void lossesRepetitionsAndSwapsFail() {
        List<CompletableFuture<Ended>> losing = new ArrayList<>();
        List<CompletableFuture<Ended>> repeating = new ArrayList<>();
        for (String scenario : List.of("broadcast", "tokens", "storm")) {
            losing.add(begin(hub().fault(sequence -> sequence % 5 == 0 ? 0 : 1), scenario, "--patience", PATIENCE));
            repeating.add(begin(hub().fault(sequence -> sequence % 5 == 0 ? 2 : 1), scenario));
        }
        CompletableFuture<Ended> swapping = begin(hub().swapping(), "broadcast", "--patience", PATIENCE);

        assertThat(losing)
                .allSatisfy(run -> assertThat(run.join().judged("lost")).isPositive());
        assertThat(repeating)
                .allSatisfy(run -> assertThat(run.join().judged("doubled")).isPositive());
        assertThat(swapping.join().judged("swapped")).isPositive();
        assertThat(Stream.of(losing, repeating, List.of(swapping)).flatMap(List::stream))
                .allSatisfy(run -> assertThat(run.join().code()).isEqualTo(LoadTest.FAILED));
    }

    @Test
    void aRefusedPublicationFails() {
        Ended ended = begin(hub().refusing(), "broadcast").join();

        assertThat(ended.code()).isEqualTo(LoadTest.FAILED);
        assertThat(ended.checksThatFailed()).contains("every publication was accepted");
    }

    @Test
    void aBoundOnTimeThatNobodyCanKeepFails() {
        Ended ended = begin("broadcast", "--max-p99", "0ms").join();

        assertThat(ended.code()).isEqualTo(LoadTest.FAILED);
        assertThat(ended.checksThatFailed()).containsExactly("99 of 100 events within 0 ms");
    }

    @Test
    void aServerThatIsNotThereFails() {
        LittleHub gone = hub();
        gone.close();
        Ended ended = begin(gone, "broadcast", "--patience", "1s").join();

        assertThat(ended.code()).isEqualTo(LoadTest.FAILED);
        assertThat(ended.checksThatFailed()).contains("the scenario could be played");
    }

    @Test
    void whoIsRefusedIsToldWithWhat() {
        Ended ended = begin("broadcast", "--subscribe", "/elsewhere/{channel}", "--patience", "1s")
                .join();

        assertThat(ended.result().path("checks").path(0).path("detail").stringValue())
                .contains("refused with 404");
    }

    @Test
    void aScriptRunsBesideALoadAndAFailingCommandFails() throws IOException {
        Path done = folder.resolve("done");
        Path script = Files.writeString(folder.resolve("script"), "0.2 touch " + done + "\n0.3 exit 3\n");

        Ended ended = begin("chaos", "--load", "broadcast", "--script", script.toString())
                .join();

        assertThat(ended.code()).isEqualTo(LoadTest.FAILED);
        assertThat(done).exists();
        assertThat(ended.checksThatFailed()).containsExactly("script: exit 3");
        assertThat(ended.result().path("marks")).hasSize(2);
    }

    @Test
    void whatMakesNoSenseIsUsage() {
        assertThat(LoadTest.run("broadcast", "--readers", "many")).isEqualTo(USAGE);
        assertThat(LoadTest.run("typhoon")).isEqualTo(USAGE);
    }

    @Test
    void onlyAHubAnswersQuestions() {
        Ended ended = begin("chat").join();

        assertThat(ended.code()).isEqualTo(LoadTest.FAILED);
        assertThat(ended.checksThatFailed()).contains("the scenario could be played");
    }

    @Test
    void onlyAHubTakesTokensThatTheProgramSigns() {
        assertThat(LoadTest.run("broadcast", "--target", "nchan", "--secret-file", "secret"))
                .isEqualTo(LoadTest.FAILED);
    }

    @Test
    void aPlanIsMadeOnlyOfWhatWasMeasured() throws IOException {
        Path shipped = Path.of("plan/figures.json");
        assertThat(LoadTest.run("plan", "--figures", shipped.toString())).isEqualTo(LoadTest.FAILED);

        Path filled = Files.writeString(
                folder.resolve("figures.json"), Files.readString(shipped).replace("null", "1"));
        assertThat(LoadTest.run("plan", "--figures", filled.toString(), "--connections", "30000"))
                .isZero();
    }

    @Test
    void thePageNeedsNothingFromOutside() throws IOException {
        Ended ended = begin("broadcast", "--duration", "2s").join();

        String page = Files.readString(ended.folder().resolve("result.html"));
        assertThat(page).contains("<svg").contains("The verdict holds").contains("From publication to reader");
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("url(")
                .doesNotContain("<link");
    }

    private LittleHub hub() {
        try {
            LittleHub hub = new LittleHub();
            hubs.add(hub);
            return hub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletableFuture<Ended> begin(String scenario, String... more) {
        return begin(hub(), scenario, more);
    }

    /** A small run; what is said more takes the place of what is said here. */
    private CompletableFuture<Ended> begin(LittleHub hub, String scenario, String... more) {
        Path own = folder.resolve("run-" + hubs.size());
        List<String> args =
                new ArrayList<>(List.of(scenario, "--target", description().toString(), "--at"));
        args.add(hub.uri().toString());
        args.addAll(List.of("--readers", "20", "--rate", "50", "--warm-up", "200ms", "--duration", "500ms"));
        args.addAll(List.of("--json", own.resolve("result.json").toString()));
        args.addAll(List.of("--html", own.resolve("result.html").toString()));
        args.addAll(List.of(more));
        return CompletableFuture.supplyAsync(() -> new Ended(LoadTest.run(args.toArray(String[]::new)), own), THREADS);
    }

    private Path description() {
        return folder.resolve("little-hub.properties");
    }
}
