package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the pages say of Compose, done on a Docker engine with images built of this repository. No test of any build: run by
 * {@code mvn -Pdocker verify} where there is an engine.
 */
class ComposePages {
    /** As blocks name it that need it. */
    static final String DOCKER = "Docker";

    /** In the order of a life: begun, upgraded, saved, looked after and taken down. */
    private static final List<String> PAGES =
            List.of("README.md", "docs/upgrade.md", "docs/backup.md", "docs/cluster.md");

    /** Images are built, from an empty repository of Maven's the first time. */
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final int WAY_IN = 8080;

    private static Path repository;
    private static Shell starter;
    private static Shell reader;
    private static Places places;

    @BeforeAll
    static void begin() throws IOException {
        repository = Checkout.whole(ROOT.toRealPath());
        int port = Ports.free();
        places = new Places(Map.of(WAY_IN, port), Map.of());
        Map<String, String> environment = Map.of(
                // Not the cluster that whoever runs this may have.
                "COMPOSE_PROJECT_NAME", "ssehub-pages",
                "PORT", Integer.toString(port),
                "PROMETHEUS_PORT", Integer.toString(Ports.free()),
                "GRAFANA_PORT", Integer.toString(Ports.free()));
        starter = Shell.open(repository, "compose-up", environment).patient(PATIENCE);
        reader = Shell.open(repository, "compose", environment).patient(PATIENCE);
    }

    @AfterAll
    static void end() {
        reader.run("docker compose down -v --remove-orphans\n", output -> false);
        reader.close();
        starter.close();
    }

    @Test
    void whatPagesSayOfComposeHappens() {
        for (String name : PAGES) {
            for (Block block : blocks(Page.of(name))) {
                long began = System.nanoTime();
                paste(block);
                System.out.printf("  %5.1f s  %s%n", (System.nanoTime() - began) / 1e9, block.name());
                if (block.text().startsWith("export HUB_AUTH_SECRET=")) {
                    lookWithThatSecret();
                }
            }
        }
    }

    @Test
    void allPagesWithSuchBlocksAreAmongThem() {
        Set<String> pages = new TreeSet<>();
        Page.all().stream().filter(page -> !blocks(page).isEmpty()).forEach(page -> pages.add(page.name()));
        assertThat(pages).containsExactlyInAnyOrderElementsOf(PAGES);
    }

    private static List<Block> blocks(Page page) {
        return page.blocks().stream()
                .filter(block -> block.mark("needs").equals(Optional.of(DOCKER)))
                .toList();
    }

    private static void paste(Block block) {
        Optional<String> address = block.mark("serves");
        if (address.isEmpty()) {
            if (block.text().startsWith("deploy/smoke.sh")) {
                // A cluster of its own, long after the first: what was free then may not be now.
                reader.run(
                        "export PORT=%d PROMETHEUS_PORT=%d GRAFANA_PORT=%d\n"
                                .formatted(Ports.free(), Ports.free(), Ports.free()),
                        output -> false);
            }
            Judged.check(block, reader.run(places.really(block.text()), output -> false));
        } else if (starter.said().isEmpty()) {
            starter.begin(block.text());
            awaitAnswer(address.get());
        }
    }

    private static void awaitAnswer(String address) {
        URI uri = URI.create(places.really(address));
        Await.until(() -> address + " answers; it was said:\n" + starter.said(), PATIENCE, () -> {
            if (!starter.goesOn()) {
                throw new AssertionError("it ended:\n" + starter.said());
            }
            return answers(uri);
        });
    }

    private static boolean answers(URI uri) {
        try {
            return Http.send(HttpRequest.newBuilder(uri)).statusCode() == 200;
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    /** A token that is signed with it is an administrator's, who sees the two hubs there are after the upgrade. */
    private static void lookWithThatSecret() {
        String secret =
                reader.run("echo $HUB_AUTH_SECRET\n", output -> false).output().strip();
        String token = Tokens.of(secret, "operator", ",\"hub.admin\":true");
        HttpResponse<String> answer = Http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + places.at(WAY_IN) + "/api/sse/cluster"))
                        .header("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("nodes").size())
                .as(answer.body())
                .isEqualTo(2);
    }
}
