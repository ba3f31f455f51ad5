package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.ssehub.protocol.checkup.Checkup;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisUsers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** The users that deploy/redis/users.acl has may do all that hubs and workers do, each, and nothing more. */
class AclIT {
    /** What any user may do; and what the driver tries to tell of itself, which may fail. */
    private static final Set<String> ANYBODY = Set.of("hello", "auth", "client|setinfo", "acl|log", "config|resetstat");

    private final RedisUsers users = RedisUsers.shipped();

    /** Does something as a user, and answers what was called by that, with the subcommands of those that have some. */
    private Set<String> called(RedisProcess redis, String user, Consumer<ApplicationContext> what) {
        redis.ask(admin -> admin.configResetstat());
        Contexts.with(users.properties(redis, user))
                .withPropertyValues("hub.history.rules[0].channels=client/*", "hub.history.rules[0].bytes=8KB")
                .run(context -> {
                    Product.await(context.getBean(RedisLink.class).awaitUp());
                    what.accept(context);
                    Awaitility.await("Redis was looked at")
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> context.getBean(Checkup.class).findings() > 0);
                    assertThat(RedisUsers.refusals(redis)).isEmpty();
                });
        Set<String> called = redis.ask(admin -> admin.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        called.removeAll(ANYBODY);
        return called;
    }

    private Set<String> allowed(String user) {
        Set<String> allowed = users.commands(user);
        assertThat(allowed).as("for other databases").contains("select");
        allowed.remove("select");
        return allowed;
    }

    @Test
    void eachUserMayDoAllThatIsDoneAndNothingElse() {
        try (RedisProcess redis = RedisProcess.start(users.settings())) {
            String[] id = new String[1];
            Set<String> byHub = called(redis, "hub", context -> id[0] = new Product(context).asHub());
            Set<String> byWorker = called(redis, "worker", context -> new Product(context).asWorker(id[0]));
            byHub.addAll(called(redis, "hub", context -> new Product(context).asHubAfterwards(id[0])));
            assertThat(byHub).isEqualTo(allowed("hub"));
            assertThat(byWorker).isEqualTo(allowed("worker"));
        }
    }

    @Test
    void aWorkerReadsNeitherSecretsNorTicketsAndSpeaksToNoTopic() {
        try (RedisProcess redis = RedisProcess.start(users.settings())) {
            Contexts.with(users.properties(redis, "worker")).run(context -> {
                RedisLink link = context.getBean(RedisLink.class);
                RedisKeys keys = context.getBean(RedisKeys.class);
                Product.await(link.awaitUp());
                assertThatThrownBy(() -> Product.await(link.send(commands -> commands.get(keys.ticket("x")))))
                        .hasRootCauseInstanceOf(RedisCommandExecutionException.class)
                        .rootCause()
                        .hasMessageContaining("NOPERM");
                assertThatThrownBy(() -> Product.await(link.send(commands -> commands.xlen(keys.secrets()))))
                        .rootCause()
                        .hasMessageContaining("NOPERM");
                assertThatThrownBy(() ->
                                Product.await(link.send(commands -> commands.publish(keys.probe("node"), new byte[0]))))
                        .rootCause()
                        .hasMessageContaining("NOPERM");
                assertThat(RedisUsers.refusals(redis)).hasSize(3);
            });
        }
    }

    @Test
    void withoutAPasswordOneLearnsThatRedisIsThere() throws Exception {
        String shipped = java.nio.file.Files.readString(java.nio.file.Path.of("..", "deploy", "redis", "users.acl"));
        assertThat(shipped).contains("user default on nopass resetkeys resetchannels -@all +ping\n");
        assertThat(shipped.lines().filter(line -> line.startsWith("user ")))
                .as("and there is no password in the file")
                .noneMatch(line -> line.contains(" >") || line.contains(" #"));
    }
}
