package io.ssehub.protocol.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.Texts;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever clients and messages are called, no two things share a key, and a client's lie in one slot. */
class RedisKeysFuzzTest {
    private static final RedisKeys KEYS = new RedisKeys("hub", 0);

    @Provide
    static Arbitrary<String> names() {
        return Texts.names();
    }

    /** Names that look like parts of keys. */
    @Provide
    static Arbitrary<String> ids() {
        return Arbitraries.of("m", "m:text", "text", "gens", "m:text:text", ":text", "convs", ":head", "a:gen:m", "-")
                .injectDuplicates(0.1);
    }

    @Provide
    static Arbitrary<String> keys() {
        return Texts.around(Texts.names().map(KEYS::open));
    }

    private static List<String> all(String client, String id) {
        Channel channel = Channel.client(client);
        return Stream.of(
                        KEYS.log(channel),
                        KEYS.head(channel),
                        KEYS.publishMemory(channel, id),
                        KEYS.generation(client, id),
                        KEYS.text(client, id),
                        KEYS.generations(client),
                        KEYS.conversations(client),
                        KEYS.conversation(client, id),
                        KEYS.open(client))
                .toList();
    }

    @Property
    void aClientsKeysLieInOneSlot(@ForAll("names") String client, @ForAll("names") String id) {
        // As Redis Cluster finds the part it hashes: between the first brace and the first that closes after it.
        assertThat(all(client, id)).doesNotHaveDuplicates().allSatisfy(key -> assertThat(
                        key.substring(key.indexOf('{') + 1, key.indexOf('}')))
                .isEqualTo("client/" + client));
    }

    @Property
    void aClientsKeysAreNobodyElses(
            @ForAll("names") String one, @ForAll("names") String other, @ForAll("ids") String id) {
        if (!one.equals(other)) {
            assertThat(all(one, id)).doesNotContainAnyElementsOf(all(other, id));
        }
    }

    @Property
    void twoMessagesShareNoKey(@ForAll("ids") String one, @ForAll("ids") String other) {
        if (!one.equals(other) && RedisKeys.isMessageId(one) && RedisKeys.isMessageId(other)) {
            assertThat(all("alice", one))
                    .filteredOn(key -> key.contains(":gen:"))
                    .doesNotContainAnyElementsOf(all("alice", other));
        }
    }

    @Property
    void aKeyIsReadOnlyIfItIsOne(@ForAll("keys") String key) {
        KEYS.clientOfOpen(key).ifPresent(client -> assertThat(key).isEqualTo(KEYS.open(client)));
        KEYS.channelOfLog(key).ifPresent(channel -> assertThat(key).isEqualTo(KEYS.log(channel)));
    }
}
