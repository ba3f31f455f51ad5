package io.ssehub.protocol.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {
    private static final String BUFFERS = "normal 0 0 0 slave 268435456 67108864 60 pubsub ";
    private static final String ALONE = "redis_version:7.0.15\r\nrole:master\r\nconnected_slaves:0\r\n";
    private static final String WITH_REPLICA = ALONE.replace("slaves:0", "slaves:1");
    private static final String REPLICA = ALONE.replace("master", "slave");

    private static final Map<String, String> GOOD = Map.of(
            "maxmemory-policy", "noeviction",
            "appendonly", "yes",
            "appendfsync", "everysec",
            "repl-backlog-ttl", "0",
            "client-output-buffer-limit", BUFFERS + "33554432 8388608 60",
            "min-replicas-to-write", "1",
            "min-replicas-max-lag", "10",
            "timeout", "0");

    private static Map<String, String> goodBut(String name, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(name, value);
        return settings;
    }

    private static List<Finding> on(String info, Map<String, String> settings) {
        return Advice.on(Facts.of(info, settings, false));
    }

    @Test
    void nothingIsFoundWhereAllIsGood() {
        assertThat(on(ALONE, GOOD)).isEmpty();
        assertThat(on(WITH_REPLICA, GOOD)).isEmpty();
        assertThat(Advice.on(Facts.of(ALONE, GOOD, true))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "maxmemory-policy, allkeys-lru, noeviction",
        "maxmemory-policy, volatile-ttl, noeviction",
        "appendonly, no, yes",
        "appendfsync, no, everysec",
        "repl-backlog-ttl, 3600, 0",
        "timeout, 300, 0"
    })
    void aBadSettingIsNamedWithItsValueAndTheOneItShouldHave(String name, String bad, String recommended) {
        assertThat(on(ALONE, goodBut(name, bad))).singleElement().satisfies(finding -> {
            assertThat(finding.needed()).isFalse();
            assertThat(finding.toString()).startsWith(name + " is " + bad + ", should be " + recommended + " (");
        });
    }

    @Test
    void howOftenAFileIsWrittenDoesNotMatterWithoutOne() {
        Map<String, String> settings = goodBut("appendonly", "no");
        settings.put("appendfsync", "no");
        assertThat(on(ALONE, settings)).extracting(Finding::what).containsExactly("appendonly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0", "33554431 8388608 60", "33554432 1048576 60", "16777216 0 0"})
    void pubsubBuffersThatAreSmallOrUnlimitedAreFound(String limits) {
        assertThat(on(ALONE, goodBut("client-output-buffer-limit", BUFFERS + limits)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).isEqualTo("client-output-buffer-limit pubsub");
                    assertThat(finding.present()).isEqualTo(limits);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"33554432 8388608 60", "67108864 0 0", "268435456 33554432 10"})
    void pubsubBuffersOfTheDefaultSizeOrMoreAreGood(String limits) {
        assertThat(on(ALONE, goodBut("client-output-buffer-limit", BUFFERS + limits)))
                .isEmpty();
    }

    @Test
    void replicasThatNeedNotBeThereAreFoundOnlyWhereThereAreSome() {
        Map<String, String> settings = goodBut("min-replicas-to-write", "0");
        assertThat(on(ALONE, settings)).isEmpty();
        assertThat(on(WITH_REPLICA, settings)).extracting(Finding::what).containsExactly("min-replicas-to-write");
        assertThat(Advice.on(Facts.of(ALONE, settings, true)))
                .extracting(Finding::what)
                .containsExactly("min-replicas-to-write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11"})
    void aReplicaThatMayLagTooFarIsFoundOnlyWhereThereAreSome(String lag) {
        Map<String, String> settings = goodBut("min-replicas-max-lag", lag);
        assertThat(on(ALONE, settings)).isEmpty();
        assertThat(on(WITH_REPLICA, settings)).extracting(Finding::what).containsExactly("min-replicas-max-lag");
    }

    @Test
    void aReplicaIsFoundAndNotAskedForReplicasOfItsOwn() {
        Map<String, String> settings = goodBut("min-replicas-to-write", "0");
        assertThat(Advice.on(Facts.of(REPLICA, settings, true)))
                .singleElement()
                .hasToString("role is replica, should be primary (a replica takes no writes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0.14", "6.0.16", "2.8.24"})
    void aVersionThatIsTooOldIsNeededToChange(String version) {
        assertThat(on(ALONE.replace("7.0.15", version), GOOD)).singleElement().satisfies(finding -> {
            assertThat(finding.needed()).isTrue();
            assertThat(finding.toString()).startsWith("version is " + version + ", should be 6.2 or later");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.2.11", "7.4.1", "8.0.0", "10.1.2", "255.255.255", "unstable"})
    void otherVersionsAreGood(String version) {
        assertThat(on(ALONE.replace("7.0.15", version), GOOD)).isEmpty();
    }

    @Test
    void ofWhatIsNotToldNothingIsFound() {
        assertThat(on("", Map.of())).isEmpty();
        assertThat(Facts.of("", Map.of(), false).untold()).isEqualTo(Facts.SETTINGS);
    }

    @Test
    void whereSettingsAreNotToldInfoTellsSome() {
        Facts facts = Facts.of(ALONE + "maxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n", Map.of(), false);
        assertThat(Advice.on(facts)).extracting(Finding::what).containsExactly("maxmemory-policy", "appendonly");
        assertThat(facts.untold()).hasSize(6).doesNotContain("maxmemory-policy", "appendonly");
    }
}
