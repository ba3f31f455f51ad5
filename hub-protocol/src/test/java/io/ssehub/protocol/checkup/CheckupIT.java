package io.ssehub.protocol.checkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is found on a real Redis, and when it is said. */
@ExtendWith(OutputCaptureExtension.class)
class CheckupIT {
    private static final String[] GOOD = {
        "--maxmemory-policy", "noeviction",
        "--repl-backlog-ttl", "0",
        "--client-output-buffer-limit", "pubsub 32mb 8mb 60",
        "--min-replicas-to-write", "1",
        "--min-replicas-max-lag", "10",
        "--timeout", "0"
    };
    private static final String[] BAD = {
        "--maxmemory-policy", "allkeys-lru",
        "--repl-backlog-ttl", "3600",
        "--client-output-buffer-limit", "pubsub 1mb 1mb 60",
        "--min-replicas-to-write", "0",
        "--timeout", "300"
    };
    private static final String WARNING = "Redis is not set up as recommended: ";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private static RedisLink link(RedisProcess redis) {
        return RedisLink.open("under test", RedisFixture.client(), redis.uri());
    }

    private static void cutConnections(RedisProcess redis) {
        redis.ask(admin -> admin.clientKill(KillArgs.Builder.typeNormal().skipme()));
    }

    private static void awaitLooks(RedisProcess redis, int looks) {
        await().atMost(DEADLINE).until(() -> asked(redis) >= looks * Facts.SETTINGS.size());
    }

    /** How often settings were asked for since the start. */
    private static int asked(RedisProcess redis) {
        return redis.ask(admin -> admin.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_config|get:"))
                .map(line -> line.substring(line.indexOf("calls=") + "calls=".length(), line.indexOf(',')))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static List<String> linesWith(String text, CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(text)).toList();
    }

    /** What is found is said a moment after it is known. */
    private static void awaitLines(String text, int count, CapturedOutput output) {
        await().atMost(DEADLINE).until(() -> linesWith(text, output).size() >= count);
    }

    @Test
    void badSettingsAreWarnedOfInOneLineAndAgainOnlyWhenTheyChange(CapturedOutput output) {
        try (RedisProcess redis = RedisProcess.start(BAD);
                RedisProcess replica = redis.replica(BAD);
                RedisLink link = link(redis)) {
            await().atMost(DEADLINE)
                    .until(() -> replica.info("master_link_status").equals("up"));
            Checkup checkup = Checkup.of(link, false);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 6);
            cutConnections(redis);
            awaitLooks(redis, 2);
            redis.ask(admin -> admin.configSet("timeout", "0"));
            cutConnections(redis);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 5);

            awaitLines(WARNING, 2, output);
            assertThat(linesWith(WARNING, output))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .contains("maxmemory-policy is allkeys-lru, should be noeviction (")
                                    .contains("appendonly is no, should be yes (")
                                    .contains("repl-backlog-ttl is 3600, should be 0 (")
                                    .contains(
                                            "client-output-buffer-limit pubsub is 1048576 1048576 60, should be 32mb 8mb 60 (")
                                    .contains("min-replicas-to-write is 0, should be 1 (")
                                    .contains("timeout is 300, should be 0 ("),
                            second -> assertThat(second)
                                    .contains("maxmemory-policy is allkeys-lru")
                                    .doesNotContain("timeout is"));
        }
    }

    @Test
    void goodSettingsAreNotSpokenOf(CapturedOutput output) {
        try (RedisProcess redis = RedisProcess.durable(GOOD);
                RedisLink link = link(redis)) {
            Checkup checkup = Checkup.of(link, false);
            awaitLooks(redis, 1);
            assertThat(checkup.findings()).isZero();
            redis.ask(admin -> admin.configSet("maxmemory-policy", "volatile-lru"));
            cutConnections(redis);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 1);
            redis.ask(admin -> admin.configSet("maxmemory-policy", "noeviction"));
            cutConnections(redis);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 0);
            // Nothing was said at the first look.
            awaitLines("Redis is", 2, output);
            assertThat(linesWith("Redis is", output))
                    .satisfiesExactly(
                            bad -> assertThat(bad).contains(WARNING + "maxmemory-policy is volatile-lru"),
                            good -> assertThat(good).contains("Redis is set up as recommended now"));
        }
    }

    @Test
    void aReplicaIsFound() {
        try (RedisProcess redis = RedisProcess.durable(GOOD);
                RedisProcess replica = redis.replica("--appendonly", "yes", "--repl-backlog-ttl", "0");
                RedisLink link = link(replica)) {
            Checkup checkup = Checkup.of(link, true);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 1);
        }
    }

    @Test
    void whereConfigIsRefusedWhatInfoTellsIsCheckedAndTheRestIsNamed(CapturedOutput output) {
        try (RedisProcess redis = RedisProcess.start("--rename-command", "CONFIG", "");
                RedisLink link = link(redis)) {
            Checkup checkup = Checkup.of(link, false);
            await().atMost(DEADLINE).until(() -> checkup.findings() == 1);
            awaitLines(WARNING, 1, output);
            assertThat(linesWith(WARNING, output)).singleElement().satisfies(line -> assertThat(line)
                    .contains("appendonly is no"));
            String untold = "Redis does not tell its appendfsync, repl-backlog-ttl, client-output-buffer-limit,"
                    + " min-replicas-to-write, min-replicas-max-lag, timeout, which were not checked: ";
            await().atMost(DEADLINE).until(() -> !linesWith(untold, output).isEmpty());
            assertThat(linesWith(untold, output))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("INFO").contains("unknown command"));
        }
    }
}
