package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.checkup.Checkup;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The user that docs/operations.md describes may do all that hubs and workers do, and nothing more. */
class AclIT {
    private static final Acl ACL = Acl.documented();
    private static final Pattern CALL = Pattern.compile("redis\\.call\\('(\\w+)'");

    private static String[] properties(RedisProcess redis) {
        return new String[] {
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + redis.port(),
            "spring.data.redis.username=" + ACL.user(),
            "spring.data.redis.password=" + ACL.password(),
        };
    }

    /** What was called since the start, with the subcommands of those that have some. */
    private static Set<String> called(RedisProcess redis) {
        return redis.ask(admin -> admin.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theUserMayDoAllThatIsDoneAndNothingElse() {
        try (RedisProcess redis = RedisProcess.start(ACL.setting())) {
            Contexts.with(properties(redis)).run(context -> {
                new Product(context).use();
                Awaitility.await("Redis was looked at")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> context.getBean(Checkup.class).findings() > 0);
                assertThat(Acl.refusals(redis)).isEmpty();
            });
            Set<String> needed = called(redis);
            // What any user may do; and what the driver tries to tell of itself, which may fail.
            needed.removeAll(Set.of("hello", "auth", "client|setinfo", "acl|log"));
            Set<String> allowed = new TreeSet<>(ACL.commands());
            assertThat(allowed).as("for other databases").contains("select");
            allowed.remove("select");
            assertThat(allowed).isEqualTo(needed);
        }
    }

    @Test
    void whatScriptsCallIsAllowed() {
        Set<String> calls = Arrays.stream(Script.values())
                .flatMap(script -> CALL.matcher(script.source()).results())
                .map(call -> call.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(calls).hasSizeGreaterThan(20);
        assertThat(ACL.commands().stream().map(command -> command.replaceFirst("\\|.*", "")))
                .containsAll(calls);
    }
}
