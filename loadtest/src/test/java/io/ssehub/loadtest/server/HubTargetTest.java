package io.ssehub.loadtest.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Credentials;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubTargetTest {
    private final HubTarget hub = new HubTarget(Map.of("Via", "test"), new Credentials() {
        @Override
        public Map<String, String> client(String clientId) {
            return Map.of("Authorization", "Bearer " + clientId);
        }

        @Override
        public Map<String, String> publisher() {
            return Map.of("Authorization", "Bearer publisher");
        }
    });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CLIENT|alice|\"client\":\"alice\"",
                "TOPIC|news|\"topic\":\"news\"",
                "BROADCAST||\"broadcast\":true"
            })
    void aPublicationSaysWhereTo(ChannelName.Kind kind, String name, String where) {
        ChannelName channel = new ChannelName(kind, name == null ? "" : name);

        assertThat(hub.publish(channel, "1", null).body()).isEqualTo("{" + where + ",\"event\":\"tick\",\"data\":1}");
        assertThat(hub.publish(channel, "1", "k").body())
                .isEqualTo("{" + where + ",\"event\":\"tick\",\"data\":1,\"key\":\"k\"}");
    }

    @Test
    void itIsRepeatedOnlyWithAKey() {
        assertThat(hub.publish(ChannelName.broadcast(), "1", null).repeatable()).isFalse();
        assertThat(hub.publish(ChannelName.broadcast(), "1", "k").repeatable()).isTrue();
    }

    @Test
    void everybodySaysWhoTheyAre() {
        assertThat(hub.subscribeHeaders(Subscription.of("bob")))
                .containsOnly(Map.entry("Via", "test"), Map.entry("Authorization", "Bearer bob"));
        assertThat(hub.ask("alice", "why?", "q").headers()).containsEntry("Authorization", "Bearer alice");
        assertThat(hub.publish(ChannelName.broadcast(), "1", null).headers())
                .containsEntry("Via", "test")
                .containsEntry("Authorization", "Bearer publisher");
    }

    @Test
    void aQuestionIsEscaped() {
        assertThat(hub.ask("alice", "a \"b\"?", "q").body())
                .isEqualTo("{\"message\":\"a \\\"b\\\"?\",\"requestId\":\"q\"}");
        assertThat(hub.messageId("{\"id\":\"m\"}")).isEqualTo("m");
    }

    @Test
    void theFirstWordOfAConnectionIsItsWelcome() {
        assertThat(hub.isWelcome(new SseEvent("systemMessage", "{\"code\":\"connected\"}", "")))
                .isTrue();
        assertThat(hub.isWelcome(new SseEvent("systemMessage", "{\"code\":\"redis_back\"}", "")))
                .isFalse();
        assertThat(hub.isWelcome(new SseEvent("tick", "{\"code\":\"connected\"}", "")))
                .isFalse();
    }
}
