package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.hub.HubApplication;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A bad value stops the start, and what is printed names the property and what it may be. */
@ExtendWith(OutputCaptureExtension.class)
class BadConfigurationTest {
    /** Every record of properties there is, and nothing else. */
    @ConfigurationPropertiesScan("io.ssehub")
    static class OnlyProperties {}

    private static final Locale BEFORE = Locale.getDefault();

    @BeforeAll
    static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void speakAsBefore() {
        Locale.setDefault(BEFORE);
    }

    private static SpringApplication onlyProperties() {
        SpringApplication application = new SpringApplication(OnlyProperties.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application;
    }

    private static String flat(String text) {
        return text.replaceAll("[-.\\[\\]]", "").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.auth.mode=guess                   | failed to convert",
                "hub.auth.open-to-network=perhaps      | failed to convert",
                "hub.auth.secret=tooshort4711          | must have at least 32 bytes",
                "hub.auth.accepted-secrets=tooshort    | must have at least 32 bytes",
                "hub.auth.jwk-set-uri=keys             | must be an http or https address",
                "hub.auth.issuer=me                    | must be an http or https address",
                "hub.auth.audience=                    | must not be blank",
                "hub.auth.clock-skew=6m                | 5",
                "hub.auth.expiry-notice=0s             | 1",
                "hub.auth.expiry-notice=31m            | 30",
                "hub.auth.cookie=a b                   | 1 to 64 characters",
                "hub.auth.ticket-life=0s               | 1",
                "hub.auth.ticket-life=6m               | 5",
                "hub.auth.demo-issuer=perhaps          | failed to convert",
                "hub.auth.demo-life=59s                | 1",
                "hub.http.internal-port=-2             | greater than or equal to -1",
                "hub.http.internal-port=65536          | less than or equal to 65535",
                "hub.connect.max-connections=0         | greater than or equal to 1",
                "hub.connect.max-connections=1000001   | less than or equal to 1000000",
                "hub.connect.max-connections=many      | failed to convert",
                "hub.connect.retry=1ms                 | 100",
                "hub.connect.retry=6m                  | 5",
                "hub.connect.retry=soon                | failed to convert",
                "hub.connect.acked=0                   | greater than or equal to 1",
                "hub.connect.acked=10001               | less than or equal to 10000",
                "hub.session.queue=1023B               | between 1KB and 64MB",
                "hub.session.queue=65MB                | between 1KB and 64MB",
                "hub.session.queue=67108865B           | between 1KB and 64MB",
                "hub.session.batch=1B                  | between 1KB and 1MB",
                "hub.session.batch=1048577B            | between 1KB and 1MB",
                "hub.session.heartbeat=999ms           | 1",
                "hub.session.heartbeat=11m             | 10",
                "hub.session.write-timeout=999ms       | 1",
                "hub.session.write-timeout=2h          | 1",
                "hub.session.max-age=-1s               | 0",
                "hub.session.max-age=366d              | 365",
                "hub.sink.kind=pipe                    | failed to convert",
                "hub.cluster.timeout=1ms               | 10",
                "hub.cluster.timeout=2m                | 1",
                "hub.cluster.timeout=soon              | failed to convert",
                "hub.drain.window=-1s                  | 0",
                "hub.drain.window=2h                   | 1",
                "hub.drain.notice=-1s                  | 0",
                "hub.drain.notice=11m                  | 10",
                "hub.probe.interval=1ms                | 100",
                "hub.probe.interval=2d                 | 1",
                "hub.probe.timeout=1ms                 | 100",
                "hub.probe.timeout=11m                 | 10",
                "hub.feed.lanes=-1                     | greater than or equal to 0",
                "hub.feed.lanes=65                     | less than or equal to 64",
                "hub.feed.tail=17MB                    | at most 16MB",
                "hub.feed.tail=16777217B               | at most 16MB",
                "hub.feed.tail=-1B                     | at most 16MB",
                "hub.feed.pending=1023B                | between 1KB and 1GB",
                "hub.feed.questions=0                  | greater than or equal to 1",
                "hub.feed.questions=10001              | less than or equal to 10000",
                "hub.feed.inbox=1023KB                 | at least 1MB",
                "hub.feed.page=0                       | greater than or equal to 1",
                "hub.feed.page=10001                   | less than or equal to 10000",
                "hub.feed.merge=-1B                    | at most 1MB",
                "hub.feed.merge=1048577B               | at most 1MB",
                "hub.feed.linger=-1s                   | 0",
                "hub.feed.quiet-check=0s               | 1",
                "hub.redis.prefix=a{b}                 | 1 to 32 characters",
                "hub.redis.prefix=a:b                  | 1 to 32 characters",
                "hub.redis.prefix=                     | 1 to 32 characters",
                "hub.redis.connect-timeout=49ms        | 50",
                "hub.redis.command-timeout=1ms         | 50",
                "hub.redis.publish-linger=-1ms         | 0",
                "hub.redis.publish-linger=101ms        | 100",
                "hub.history.entries=0                 | greater than or equal to 1",
                "hub.history.log=0s                    | 1",
                "hub.history.head=30m                  | hub.history.head must not be shorter than hub.history.log",
                "hub.history.generations=0s            | 1",
                "hub.history.rules[0].channels=topic   | hub.history.rules[0].channels must be broadcast",
                "hub.history.rules[0].channels=control | hub.history.rules[0].channels must be broadcast",
                "hub.history.rules[0].entries=many     | failed to convert",
                "hub.http.max-body=1B                  | between 1KB and 10MB",
                "hub.http.max-body=10485761B           | between 1KB and 10MB",
                "hub.http.max-head=1023B               | between 1KB and 1MB",
                "hub.http.max-head=1048577B            | between 1KB and 1MB",
                "hub.http.max-url=255B                 | between 256B and 1MB",
                "hub.http.max-url=1048577B             | between 256B and 1MB",
                "hub.http.head-timeout=99ms            | 100",
                "hub.http.head-timeout=11m             | 10",
                "hub.http.body-timeout=99ms            | 100",
                "hub.http.body-timeout=11m             | 10",
                "hub.http.trusted-proxies=haproxy      | must be addresses such as",
                "hub.http.trusted-proxies=10.0.0.0/33  | must be addresses such as",
                "hub.http.forwarded-header=via         | failed to convert",
                "hub.limits.streams-per-client=-1      | greater than or equal to 0",
                "hub.limits.streams-per-client=1000001 | less than or equal to 1000000",
                "hub.limits.streams-per-address=-1     | greater than or equal to 0",
                "hub.limits.streams-per-address=1000001 | less than or equal to 1000000",
                "hub.limits.sockets-per-address=-1     | greater than or equal to 0",
                "hub.limits.sockets-per-address=1000001 | less than or equal to 1000000",
                "hub.limits.sockets=-1                 | greater than or equal to 0",
                "hub.limits.sockets=2000001            | less than or equal to 2000000",
                "hub.limits.connects-per-second=-1     | greater than or equal to 0",
                "hub.limits.connects-per-second=1000001 | less than or equal to 1000000",
                "hub.limits.questions-per-minute=-1    | greater than or equal to 0",
                "hub.limits.questions-per-minute=100001 | less than or equal to 100000",
                "hub.limits.publishes-per-second=-1    | greater than or equal to 0",
                "hub.limits.publishes-per-second=1000001 | less than or equal to 1000000",
                "hub.limits.identities-per-hour=-1     | greater than or equal to 0",
                "hub.limits.identities-per-hour=100001 | less than or equal to 100000",
                "hub.limits.channels-per-stream=0      | greater than or equal to 1",
                "hub.limits.channels-per-stream=17     | less than or equal to 16",
                "hub.limits.event-size=0B              | between 1B and 64KB",
                "hub.limits.event-size=65KB            | between 1B and 64KB",
                "hub.limits.addresses=99               | greater than or equal to 100",
                "hub.limits.addresses=10000001         | less than or equal to 10000000",
                "hub.http.send-buffer=1KB              | between 4KB and 16MB",
                "hub.http.send-buffer=17MB             | between 4KB and 16MB",
                "hub.http.get-actions=perhaps          | failed to convert",
                "hub.http.cors-origins=*               | must be origins such as",
                "hub.http.cors-origins=https://a.b/c   | must be origins such as",
                "hub.chat.max-message=0                | greater than or equal to 1",
                "hub.chat.max-message=16385            | less than or equal to 16384",
                "hub.chat.listed=0                     | greater than or equal to 1",
                "hub.chat.backlog=0                    | greater than or equal to 1",
                "hub.chat.backlog=10000001             | less than or equal to 10000000",
                "hub.chat.in-flight=0                  | greater than or equal to 1",
                "hub.chat.in-flight=1001               | less than or equal to 1000",
                "hub.chat.waiting=-1                   | greater than or equal to 0",
                "hub.chat.waiting=10001                | less than or equal to 10000",
                "hub.node.name=a b                     | at most 64 characters",
                "hub.page.peers.two=localhost          | must be an origin such as",
                "hub.publish.direct=perhaps            | failed to convert",
                "hub.publish.batch-lines=0             | greater than or equal to 1",
                "hub.publish.batch-lines=10001         | less than or equal to 10000",
                "hub.publish.batch-size=1000B          | hub.publish.batch-size must be between 1KB and 64MB",
                "hub.publish.batch-size=65MB           | hub.publish.batch-size must be between 1KB and 64MB",
                "hub.doctor.streams=-1                 | greater than or equal to 0",
                "hub.doctor.streams=1001               | less than or equal to 1000",
                "hub.log.mask-clients=perhaps          | failed to convert",
                "hub.demo.pause=-1ms                   | 0",
                "hub.demo.pause=11s                    | 10"
            })
    void aBadValueStopsTheStartAndIsNamed(String setting, String rule, CapturedOutput output) {
        assertThatThrownBy(() -> onlyProperties().run("--" + setting).close());
        String property = setting.substring(0, setting.indexOf('='));
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").containsIgnoringCase(rule);
        assertThat(flat(output.getAll())).contains(flat(property));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.auth.accepted-secrets=%1$s                              | needs hub.auth.secret beside it",
                "hub.auth.jwk-set-uri=https://a.example --hub.auth.secret=%1$s | cannot go with",
                "hub.auth.issuer=https://a.example --hub.auth.demo-issuer=true | signs with a secret"
            })
    void valuesThatDoNotGoTogetherStopTheStart(String settings, String rule, CapturedOutput output) {
        String[] args = ("--" + settings).formatted("a".repeat(32)).split(" ");
        assertThatThrownBy(() -> onlyProperties().run(args).close());
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", rule)
                .doesNotContain("a".repeat(32));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entries=0            | entries must be 1 to 10000000",
                "entries=10000001     | entries must be 1 to 10000000",
                "bytes=8191B          | bytes must be at least 8KB",
                "log=999ms            | log must be at least 1s",
                "log=8d               | log must not be longer than hub.history.head",
                "off=perhaps          | failed to convert"
            })
    void aBadRuleOfHistoryStopsTheStart(String setting, String rule, CapturedOutput output) {
        assertThatThrownBy(() -> onlyProperties()
                .run(
                        "--hub.history.rules[0].channels=topic/a",
                        "--hub.history.rules[1].channels=topic/*",
                        "--hub.history.rules[1]." + setting)
                .close());
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").containsIgnoringCase(rule);
        String property = setting.substring(0, setting.indexOf('='));
        assertThat(flat(output.getAll())).contains(flat("hub.history.rules[1]." + property));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1].channels=topic/b.*                            | hub.history.rules[1].channels is never reached: hub.history.rules[0] is for all of them",
                "[0].off=true --hub.history.rules[0].entries=5     | hub.history.rules[0].off cannot go with entries, bytes or log",
                "[0].off=true --hub.history.rules[0].log=5s        | hub.history.rules[0].off cannot go with entries, bytes or log"
            })
    void rulesOfHistoryThatDoNotGoTogetherStopTheStart(String settings, String rule, CapturedOutput output) {
        String[] args = ("--hub.history.rules[0].channels=topic/* --hub.history.rules" + settings).split(" ");
        assertThatThrownBy(() -> onlyProperties().run(args).close());
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", rule);
    }

    @Test
    void aRuleOfHistorySaysForWhich(CapturedOutput output) {
        assertThatThrownBy(
                () -> onlyProperties().run("--hub.history.rules[0].off=true").close());
        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "hub.history.rules[0].channels must be broadcast, client/<name>");
    }

    @Test
    void aSecretThatIsTooShortIsNotShown(CapturedOutput output) {
        assertThatThrownBy(
                () -> onlyProperties().run("--hub.auth.secret=tooshort4711").close());
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").doesNotContain("tooshort4711");
    }

    @Test
    void withoutABadValueTheSameStarts() {
        onlyProperties().run().close();
    }

    @Test
    void theWholeNodeStopsToo(CapturedOutput output) {
        assertThatThrownBy(() -> HubApplication.application()
                .run("--server.port=0", "--hub.session.queue=1B")
                .close());
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("hub.session.queue must be between 1KB and 64MB");
    }
}
