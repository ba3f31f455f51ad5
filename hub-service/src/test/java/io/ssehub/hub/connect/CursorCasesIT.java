package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.channel.Channel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a connection goes on, by what it brings. */
class CursorCasesIT {
    private static HubNode node;

    private final String alice = HubNode.name("alice");
    private final Channel aliceChannel = Channel.client(alice);
    private final String news = HubNode.name("news");
    private final Channel newsChannel = Channel.topic(news);
    private final String sport = HubNode.name("sport");
    private final Channel sportChannel = Channel.topic(sport);

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static List<String> data(List<Event> events) {
        return events.stream().map(Event::data).toList();
    }

    /** Connects, reads the first event, and dies. */
    private String cursorOfVisit(String query) {
        try (StreamClient client = node.connect(alice, query)) {
            return client.await("systemMessage").id();
        }
    }

    @Test
    void aConnectionCutBeforeItsFirstEventHasACursorThatSuffices() {
        node.publish(aliceChannel, "before");
        String cursor = cursorOfVisit("");
        node.publish(aliceChannel, "\"meanwhile\"");
        try (StreamClient client = node.connect(alice, "", cursor)) {
            node.publish(aliceChannel, "\"after\"");
            List<Event> events = client.take(3);
            assertThat(events.getFirst().name()).isEqualTo("systemMessage");
            assertThat(data(events).subList(1, 3)).containsExactly("\"meanwhile\"", "\"after\"");
        }
    }

    @Test
    void everyEventButTheHeartbeatCarriesACursorThatIsUsable() {
        String first;
        String second;
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            IntStream.range(0, 4).forEach(i -> node.publish(aliceChannel, i));
            List<Event> events = client.take(4);
            first = events.get(0).id();
            second = events.get(1).id();
        }
        try (StreamClient client = node.connect(alice, "", first)) {
            assertThat(data(client.take(4)).subList(1, 4)).containsExactly("1", "2", "3");
        }
        try (StreamClient client = node.connect(alice, "", second)) {
            assertThat(data(client.take(3)).subList(1, 3)).containsExactly("2", "3");
        }
    }

    @Test
    void reorderedTopicsKeepTheirPlaces() {
        String cursor = cursorOfVisit("topics=" + news + "," + sport);
        node.publish(newsChannel, "\"n\"");
        node.publish(sportChannel, "\"s\"");
        try (StreamClient client = node.connect(alice, "topics=" + sport + "," + news, cursor)) {
            assertThat(data(client.take(3)).subList(1, 3)).containsExactlyInAnyOrder("\"n\"", "\"s\"");
        }
    }

    @Test
    void anAddedTopicStartsLiveAndTheOthersKeepTheirPlaces() {
        String cursor = cursorOfVisit("topics=" + news);
        node.publish(sportChannel, "\"before it was listened to\"");
        node.publish(newsChannel, "\"n\"");
        try (StreamClient client = node.connect(alice, "topics=" + news + "," + sport, cursor)) {
            assertThat(client.take(2).getLast().data()).isEqualTo("\"n\"");
            node.publish(sportChannel, "\"s\"");
            assertThat(client.next().data()).isEqualTo("\"s\"");
        }
    }

    @Test
    void aRemovedTopicIsForgottenAndTheOthersKeepTheirPlaces() {
        String cursor = cursorOfVisit("topics=" + news + "," + sport);
        String without;
        try (StreamClient witness = node.connect(HubNode.name("witness"), "topics=" + news);
                StreamClient client = node.connect(alice, "topics=" + sport, cursor)) {
            node.publish(newsChannel, "\"n\"");
            witness.await("tick");
            node.publish(sportChannel, "\"s\"");
            List<Event> events = client.take(2);
            assertThat(events.getLast().data()).isEqualTo("\"s\"");
            without = events.getLast().id();
        }
        try (StreamClient client = node.connect(alice, "topics=" + news + "," + sport, without)) {
            client.await("systemMessage");
            node.publish(newsChannel, "\"live again\"");
            assertThat(client.next().data()).isEqualTo("\"live again\"");
        }
    }

    @Test
    void aChannelThatHadNoLogIsReadFromItsFirstEventWithoutAGap() {
        String cursor = cursorOfVisit("topics=" + news);
        node.publish(newsChannel, 1);
        node.publish(newsChannel, 2);
        try (StreamClient client = node.connect(alice, "topics=" + news, cursor)) {
            List<Event> events = client.take(3);
            assertThat(events).extracting(Event::name).containsExactly("systemMessage", "tick", "tick");
            assertThat(data(events).subList(1, 3)).containsExactly("1", "2");
        }
    }

    @Test
    void aChannelThatHasNoLogYetDeliversItsFirstEventLiveWithoutAGap() {
        try (StreamClient client = node.connect(alice, "topics=" + news)) {
            client.await("systemMessage");
            node.publish(newsChannel, 1);
            node.publish(newsChannel, 2);
            assertThat(client.take(2))
                    .extracting(Event::name, Event::data)
                    .containsExactly(tuple("tick", "1"), tuple("tick", "2"));
        }
    }

    @Test
    void aPlainConnectionIsLiveOnly() {
        node.publish(aliceChannel, "\"old\"");
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            node.publish(aliceChannel, "\"new\"");
            assertThat(client.next().data()).isEqualTo("\"new\"");
        }
    }

    @Test
    void fromStartBeginsWithTheOldestEntry() {
        IntStream.range(0, 3).forEach(i -> node.publish(aliceChannel, i));
        try (StreamClient client = node.connect(alice, "from=start&broadcast=false")) {
            List<Event> events = client.take(4);
            assertThat(events).extracting(Event::name).containsOnly("systemMessage", "tick");
            assertThat(data(events).subList(1, 4)).containsExactly("0", "1", "2");
        }
    }

    @Test
    void theHeaderWinsOverTheParameterAndBothOverFrom() {
        String early;
        String late;
        try (StreamClient client = node.connect(alice, "broadcast=false")) {
            early = client.await("systemMessage").id();
            node.publish(aliceChannel, 1);
            late = client.next().id();
        }
        node.publish(aliceChannel, 2);

        // An EventSource that reconnects repeats its first URL for ever and adds the header.
        try (StreamClient client = node.connect(alice, "broadcast=false&from=start&lastEventId=" + early, late)) {
            assertThat(client.take(2).getLast().data()).isEqualTo("2");
        }
        try (StreamClient client = node.connect(alice, "broadcast=false&lastEventId=" + late, early)) {
            assertThat(data(client.take(3)).subList(1, 3)).containsExactly("1", "2");
        }
        try (StreamClient client = node.connect(alice, "broadcast=false&from=start&lastEventId=" + late)) {
            assertThat(client.take(2).getLast().data()).isEqualTo("2");
        }
    }

    @Test
    void emptyCursorsAreNone() {
        node.publish(aliceChannel, 1);
        try (StreamClient client = node.connect(alice, "broadcast=false&lastEventId=&from=start", "")) {
            assertThat(client.take(2).getLast().data()).isEqualTo("1");
        }
        try (StreamClient client = node.connect(alice, "broadcast=false&lastEventId=&from=")) {
            client.await("systemMessage");
            node.publish(aliceChannel, 2);
            assertThat(client.next().data()).isEqualTo("2");
        }
    }

    @Test
    void theCursorOfAnotherClientIsNotTaken() {
        String ofAlice = cursorOfVisit("broadcast=false");
        node.publish(aliceChannel, "\"for alice\"");
        String bob = HubNode.name("bob");
        node.publish(Channel.client(bob), "\"old\"");
        try (StreamClient client = node.connect(bob, "broadcast=false", ofAlice)) {
            client.await("systemMessage");
            node.publish(Channel.client(bob), "\"for bob\"");
            Event event = client.next();
            assertThat(event.name()).isEqualTo("tick");
            assertThat(event.data()).isEqualTo("\"for bob\"");
        }
    }

    @Test
    void anEndedCursorIsAnsweredBy204() {
        String cursor = cursorOfVisit("");
        String ended = "1e" + cursor.substring(1);
        for (String query : List.of("", "from=start")) {
            try (StreamClient client = node.connect(alice, query, ended)) {
                assertThat(client.status()).isEqualTo(204);
            }
        }
        try (StreamClient client = node.connect(alice, "lastEventId=" + ended)) {
            assertThat(client.status()).isEqualTo(204);
        }
    }

    @Test
    void channelsCanBeLeftOut() {
        try (StreamClient personal = node.connect(alice, "broadcast=false");
                StreamClient common = node.connect(alice, "client=false");
                StreamClient topical = node.connect(alice, "client=false&broadcast=false&topics=" + news);
                StreamClient all = node.connect(alice, "topics=" + news)) {
            for (StreamClient client : List.of(personal, common, topical, all)) {
                client.await("systemMessage");
            }
            node.publish(aliceChannel, "\"personal\"");
            node.publish(Channel.BROADCAST, "\"broadcast\"");
            node.publish(newsChannel, "\"topic\"");
            node.publish(aliceChannel, "\"personal end\"");
            node.publish(Channel.BROADCAST, "\"broadcast end\"");
            node.publish(newsChannel, "\"topic end\"");
            assertThat(data(personal.take(2))).containsExactly("\"personal\"", "\"personal end\"");
            assertThat(data(common.take(2))).containsExactly("\"broadcast\"", "\"broadcast end\"");
            assertThat(data(topical.take(2))).containsExactly("\"topic\"", "\"topic end\"");
            assertThat(data(all.take(6))).hasSize(6).doesNotHaveDuplicates();
        }
    }

    @Test
    void anEnvelopeNamesChannelAndPosition() {
        try (StreamClient client = node.connect(alice, "envelope=true&broadcast=false&topics=" + news)) {
            client.await("systemMessage");
            String position = node.publish(newsChannel, "{\"n\":1}").toString();
            Event event = client.next();
            assertThat(event.name()).isEqualTo("tick");
            assertThat(event.data())
                    .isEqualTo("{\"channel\":\"topic/" + news + "\",\"position\":\"" + position
                            + "\",\"data\":{\"n\":1}}");
        }
    }

    @Test
    void theResponseTellsEverythingOnItsWayToLeaveItAlone() {
        try (StreamClient client = node.connect(alice)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.http().header("Content-Type")).startsWith("text/event-stream");
            assertThat(client.http().header("Cache-Control"))
                    .contains("no-cache")
                    .contains("no-transform");
            assertThat(client.http().header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(client.http().header("Hub-Node")).isNotEmpty();
            client.await("systemMessage");
            assertThat(client.retry()).isEqualTo("1000");
        }
    }
}
