package io.ssehub.loadtest.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final URI ONE = URI.create("http://localhost:8080");
    private static final URI TWO = URI.create("http://localhost:8081");

    @Test
    void itListensToItsOwnChannelItsTopicsAndBroadcast() {
        Subscription alice = Subscription.of("alice", "news", "sport");

        assertThat(alice.channels())
                .extracting(ChannelName::path)
                .containsExactly("client/alice", "topic/news", "topic/sport", "broadcast");
        assertThat(alice.url(ONE)).hasToString("http://localhost:8080/api/sse/connect/alice?topics=news,sport");
    }

    @Test
    void itMayLeaveThemOut() {
        Subscription alice = Subscription.of("alice").withoutOwn().withoutBroadcast();

        assertThat(alice.channels()).isEmpty();
        assertThat(alice.url(ONE))
                .hasToString("http://localhost:8080/api/sse/connect/alice?client=false&broadcast=false");
    }

    @Test
    void anyNodeMayBeTheFirst() {
        Subscription alice = Subscription.of("alice");

        assertThat(alice.urls(List.of(ONE, TWO), 3)).containsExactly(alice.url(TWO), alice.url(ONE));
    }

    @Test
    void namesAreEscaped() {
        assertThat(Subscription.of("a b/ü", "x&y").url(ONE).toString())
                .endsWith("/connect/a%20b%2F%C3%BC?topics=x%26y");
    }
}
