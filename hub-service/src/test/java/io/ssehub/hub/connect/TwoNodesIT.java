package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes share what they know through Redis only, and clients need not care which one they have. */
class TwoNodesIT {
    private static HubNode one;
    private static HubNode two;

    private final String alice = HubNode.name("alice");

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        one = HubNode.startWith(prefix, "hub.node.name=one");
        two = HubNode.startWith(prefix, "hub.node.name=two");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void whatIsPublishedThroughOneIsReadThroughBoth() {
        try (StreamClient here = one.connect(alice);
                StreamClient there = two.connect(alice)) {
            here.await("systemMessage");
            there.await("systemMessage");
            assertThat(one.post(
                                    "/api/sse/publish",
                                    "{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":{\"n\":1}}")
                            .status())
                    .isEqualTo(202);
            assertThat(two.post("/api/sse/publish", "{\"broadcast\":true,\"event\":\"note\",\"data\":2}")
                            .status())
                    .isEqualTo(202);
            for (StreamClient client : List.of(here, there)) {
                assertThat(client.take(2)).extracting(Event::data).containsExactlyInAnyOrder("{\"n\":1}", "2");
            }
        }
    }

    @Test
    void theFirstEventSaysWhichNodeItIs() {
        try (StreamClient here = one.connect(alice);
                StreamClient there = two.connect(alice)) {
            assertThat(here.await("systemMessage").field("node")).isEqualTo("one");
            assertThat(there.await("systemMessage").field("node")).isEqualTo("two");
            assertThat(there.http().header("Hub-Node")).isEqualTo("two");
        }
    }

    @Test
    void aCursorOfOneNodeGoesOnAtTheOther() {
        Channel channel = Channel.client(alice);
        String cursor;
        try (StreamClient client = one.connect(alice)) {
            client.await("systemMessage");
            one.publish(channel, 1);
            cursor = client.next().id();
        }
        one.publish(channel, 2);
        try (StreamClient client = two.connect(alice, "", cursor)) {
            client.await("systemMessage");
            two.publish(channel, 3);
            assertThat(client.take(2)).extracting(Event::data).containsExactly("2", "3");
        }
    }

    @Test
    void disconnectEndsTheClientsConnectionsOnEveryNodeForGoodAndNobodyElses() {
        String bob = HubNode.name("bob");
        try (StreamClient here = one.connect(alice);
                StreamClient there = two.connect(alice);
                StreamClient other = two.connect(bob)) {
            for (StreamClient client : List.of(here, there, other)) {
                client.await("systemMessage");
            }
            assertThat(one.post("/api/sse/disconnect/" + alice).status()).isEqualTo(202);
            for (StreamClient client : List.of(here, there)) {
                List<Event> rest = client.takeRest();
                assertThat(rest).hasSize(1);
                assertThat(rest.getFirst().name()).isEqualTo("disconnected");
                assertThat(rest.getFirst().field("reason")).isEqualTo("disconnected");
                for (HubNode node : List.of(one, two)) {
                    try (StreamClient again = node.connect(alice, "", client.lastId())) {
                        assertThat(again.status()).isEqualTo(204);
                    }
                }
            }
            two.publish(Channel.client(bob), 1);
            assertThat(other.next().data()).isEqualTo("1");
        }
        try (StreamClient anew = two.connect(alice)) {
            assertThat(anew.await("systemMessage").id())
                    .as("without that cursor it may come")
                    .isNotEmpty();
        }
    }

    @Test
    void aNodeThatStopsSendsItsClientsElsewhereAndTheyMissNothing() {
        HubNode leaving = HubNode.startWith(
                one.keys().requests().replace(":requests", ""), "hub.node.name=leaving", "hub.connect.retry=200ms");
        Channel channel = Channel.client(alice);
        String cursor;
        try (StreamClient client = leaving.connect(alice)) {
            client.await("systemMessage");
            one.publish(channel, 1);
            assertThat(client.next().data()).isEqualTo("1");
            Thread stopping = Thread.ofVirtual().start(leaving::close);
            List<Event> rest = client.takeRest();
            assertThat(rest).extracting(Event::name).containsExactly("disconnected");
            assertThat(rest.getFirst().field("reason")).isEqualTo("shutdown");
            assertThat(Long.parseLong(client.retry())).isBetween(200L, 600L);
            cursor = client.lastId();
            Wait.until("the node has stopped", () -> !stopping.isAlive());
        }
        one.publish(channel, 2);
        try (StreamClient client = two.connect(alice, "", cursor)) {
            client.await("systemMessage");
            assertThat(client.next().data()).isEqualTo("2");
        }
    }
}
