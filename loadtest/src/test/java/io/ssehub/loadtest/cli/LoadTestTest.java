package io.ssehub.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.LittleHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a whole, on a server that it was only told of by templates. */
class LoadTestTest {
    private static final int USAGE = 2;

    private LittleHub hub;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        hub = new LittleHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "tokens", "topics", "storm", "slow", "churn"})
    void theVerdictHoldsForAServerThatDoesWhatItShould(String scenario) throws IOException {
        assertThat(run(scenario)).isZero();

        assertThat(result().path("holds").booleanValue()).isTrue();
        assertThat(result().path("judged").path("delivered").longValue()).isPositive();
    }

    @Test
    void itHoldsForConnectionsOnWhichNothingHappens() {
        assertThat(run("idle", "--silence", "0", "--rehearse", "5", "--gc")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "tokens", "storm"})
    void aLossFails(String scenario) throws IOException {
        hub.fault(sequence -> sequence % 5 == 0 ? 0 : 1);

        assertThat(run(scenario, "--patience", "3s")).isEqualTo(LoadTest.FAILED);
        assertThat(judged("lost")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "tokens", "storm"})
    void aRepetitionFails(String scenario) throws IOException {
        hub.fault(sequence -> sequence % 5 == 0 ? 2 : 1);

        assertThat(run(scenario)).isEqualTo(LoadTest.FAILED);
        assertThat(judged("doubled")).isPositive();
    }

    @Test
    void aSwapFails() throws IOException {
        hub.swapping();

        assertThat(run("broadcast", "--patience", "3s")).isEqualTo(LoadTest.FAILED);
        assertThat(judged("swapped")).isPositive();
    }

    @Test
    void aRefusedPublicationFails() throws IOException {
        hub.refusing();

        assertThat(run("broadcast", "--patience", "3s")).isEqualTo(LoadTest.FAILED);
        assertThat(checkThatFailed()).contains("every publication was accepted");
    }

    @Test
    void aBoundOnTimeThatNobodyCanKeepFails() throws IOException {
        assertThat(run("broadcast", "--max-p99", "0ms")).isEqualTo(LoadTest.FAILED);
        assertThat(checkThatFailed()).containsExactly("99 of 100 events within 0 ms");
    }

    @Test
    void aServerThatIsNotThereFails() throws IOException {
        hub.close();

        assertThat(run("broadcast", "--patience", "1s")).isEqualTo(LoadTest.FAILED);
        assertThat(checkThatFailed()).contains("the scenario could be played");
    }

    @Test
    void aScriptRunsBesideALoadAndAFailingCommandFails() throws IOException {
        Path done = folder.resolve("done");
        Path script = Files.writeString(folder.resolve("script"), "0.2 touch " + done + "\n0.3 exit 3\n");

        assertThat(run("chaos", "--load", "broadcast", "--script", script.toString()))
                .isEqualTo(LoadTest.FAILED);

        assertThat(done).exists();
        assertThat(checkThatFailed()).containsExactly("script: exit 3");
        assertThat(result().path("marks")).hasSize(2);
    }

    @Test
    void whatMakesNoSenseIsUsage() {
        assertThat(LoadTest.run("broadcast", "--readers", "many")).isEqualTo(USAGE);
        assertThat(LoadTest.run("typhoon")).isEqualTo(USAGE);
    }

    @Test
    void onlyAHubAnswersQuestions() throws IOException {
        assertThat(run("chat")).isEqualTo(LoadTest.FAILED);
        assertThat(checkThatFailed()).contains("the scenario could be played");
    }

    @Test
    void thePageNeedsNothingFromOutside() throws IOException {
        run("broadcast");

        String page = Files.readString(folder.resolve("result.html"));
        assertThat(page).contains("<svg").contains("The verdict holds").contains("From publication to reader");
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("url(")
                .doesNotContain("<link");
    }

    private int run(String scenario, String... more) {
        List<String> args = new ArrayList<>(List.of(scenario, "--target", "custom", "--at"));
        args.add(hub.uri().toString());
        args.addAll(List.of("--subscribe", "/sub/{channels:,}", "--publish", "POST /pub/{channel}"));
        args.addAll(List.of("--readers", "20", "--rate", "50", "--warm-up", "200ms", "--duration", "1s"));
        args.addAll(List.of("--json", file("result.json"), "--html", file("result.html")));
        args.addAll(List.of(more));
        return LoadTest.run(args.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode result() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));
    }

    private long judged(String measure) throws IOException {
        return result().path("judged").path(measure).longValue();
    }

    private List<String> checkThatFailed() throws IOException {
        List<String> failed = new ArrayList<>();
        for (JsonNode check : result().path("checks")) {
            if (!check.path("holds").booleanValue()) {
                failed.add(check.path("name").stringValue());
            }
        }
        return failed;
    }
}
