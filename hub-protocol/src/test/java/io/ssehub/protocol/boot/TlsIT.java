package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.lettuce.core.api.sync.RedisCommands;
import io.ssehub.protocol.fixture.Certificates;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A Redis that speaks only TLS and wants a password, found by Spring Boot's own properties. */
@ExtendWith(OutputCaptureExtension.class)
class TlsIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final int SOME_ATTEMPTS = 6;
    private static final String PASSWORD = "secret-of-this-test";
    private static final Logger DRIVER = (Logger) LoggerFactory.getLogger("io.lettuce");

    private static Certificates certificates;
    private static RedisProcess redis;
    private static Level levelBefore;

    @BeforeAll
    static void start() {
        certificates = Certificates.make();
        redis = RedisProcess.secured(certificates, "--requirepass", PASSWORD);
        // As in a service.
        levelBefore = DRIVER.getLevel();
        DRIVER.setLevel(Level.WARN);
    }

    @AfterAll
    static void stop() {
        DRIVER.setLevel(levelBefore);
        redis.close();
        certificates.close();
    }

    private static String[] properties(Certificates trusted, String password) {
        return new String[] {
            "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + trusted.authority(),
            "spring.data.redis.ssl.bundle=redis",
            "spring.data.redis.host=localhost",
            "spring.data.redis.port=" + redis.port(),
            "spring.data.redis.password=" + password,
        };
    }

    /** Lets it try some times, and answers what it has said of that. */
    private static List<String> attempts(CapturedOutput output, String... properties) {
        Contexts.with(properties)
                .run(context -> redis.ask(admin -> {
                    long before = connects(admin);
                    await().atMost(DEADLINE).until(() -> connects(admin) >= before + SOME_ATTEMPTS);
                    assertThat(context.getBean(RedisLink.class).wasUp()).isFalse();
                    return true;
                }));
        assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain(PASSWORD);
        return output.getAll().lines().filter(line -> line.contains("WARN")).toList();
    }

    /** As Redis counts them; it only mentions those that do not get through TLS. */
    private static long connects(RedisCommands<String, String> admin) {
        String name = "total_connections_received:";
        long let = admin.info("stats")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .sum();
        return let
                + redis.log().stream()
                        .filter(line -> line.contains("Error accepting a client connection"))
                        .count();
    }

    @Test
    void allWorksWithTheAuthorityInABundle() {
        Contexts.with(properties(certificates, PASSWORD)).run(context -> new Product(context).use());
    }

    @Test
    void aWrongPasswordIsNamedInOneLine(CapturedOutput output) {
        assertThat(attempts(output, properties(certificates, "wrong")))
                .singleElement()
                .satisfies(
                        line -> assertThat(line)
                                .contains(
                                        "commands: Redis cannot be reached, trying again: WRONGPASS invalid username-password"));
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamedInOneLine(CapturedOutput output) {
        try (Certificates others = Certificates.make()) {
            assertThat(attempts(output, properties(others, PASSWORD)))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("commands: Redis cannot be reached, trying again: TLS: ")
                            .contains("certificat"));
        }
    }

    @Test
    void anUrlOfTheSchemeForTlsSpeaksTls(CapturedOutput output) {
        // The JVM does not trust the test's authority, which shows that it was asked.
        assertThat(attempts(
                        output, "spring.data.redis.url=rediss://:%s@localhost:%d".formatted(PASSWORD, redis.port())))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("TLS: ").contains("certificat"));
    }

    @Test
    void withoutTlsItIsNotReached(CapturedOutput output) {
        assertThat(attempts(
                        output,
                        "spring.data.redis.host=localhost",
                        "spring.data.redis.port=" + redis.port(),
                        "spring.data.redis.password=" + PASSWORD))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("cannot be reached"));
    }
}
