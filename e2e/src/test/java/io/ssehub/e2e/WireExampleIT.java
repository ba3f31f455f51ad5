package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.ssehub.e2e.pages.Page;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The example in {@code docs/wire.md} does what the page says, pasted as it is. */
@EnabledIf("hasRedisCli")
class WireExampleIT {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));

    static boolean hasRedisCli() {
        try {
            return new ProcessBuilder("redis-cli", "--version").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theExampleRuns() throws Exception {
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-eu", "-c", Page.of("docs/wire.md").commands(1)).redirectErrorStream(true);
        bash.directory(ROOT.toFile());
        RedisURI redis = RedisFixture.uri();
        bash.environment()
                .put(
                        "REDIS_CLI",
                        "redis-cli -h %s -p %d -n %d".formatted(redis.getHost(), redis.getPort(), redis.getDatabase()));
        bash.environment().put("PREFIX", RedisFixture.freshPrefix());
        Process process = bash.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out)
                .contains("published", "accepted", "started", "appended", "finished")
                .contains("messageStart", "messageFragment", "messageEnd")
                .doesNotContain("ERR");
    }
}
