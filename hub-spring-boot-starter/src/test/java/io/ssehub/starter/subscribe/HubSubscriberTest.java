package io.ssehub.starter.subscribe;

import static io.ssehub.starter.fixture.StubHub.silentAfter;
import static io.ssehub.starter.fixture.StubHub.stream;
import static io.ssehub.starter.fixture.StubHub.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.starter.fixture.StubHub;
import io.ssehub.starter.token.HubTokenSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubSubscriberTest {
    private static final String HELLO = "retry: 1000\nevent: systemMessage\ndata: {\"code\":\"connected\"}\nid: c0\n\n";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StubHub hub = new StubHub().otherwise(text(204, ""));
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private HubSubscriberBuilder alice() {
        return HubSubscriber.of(hub.url(), "alice")
                .pauses(Duration.ofMillis(1), Duration.ofMillis(5))
                .silence(PATIENCE)
                .onEvent(event -> events.add(event.type() + " " + event.data()));
    }

    private HubSubscriber open(HubSubscriberBuilder wanted) {
        HubSubscriber subscriber = wanted.open();
        open.add(subscriber);
        return subscriber;
    }

    private static void awaitEnd(HubSubscriber subscriber) {
        subscriber.ended().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static String event(int number) {
        return "event: tick\ndata: " + number + "\nid: c" + number + "\n\n";
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        hub.close();
    }

    @Test
    void asksForWhatIsWanted() {
        awaitEnd(open(alice().topics("news", "a.b")
                .withoutClient()
                .withoutBroadcast()
                .envelope()
                .fromStart()));
        assertThat(hub.asked().getFirst().target())
                .isEqualTo("/api/sse/connect/alice"
                        + "?topics=news,a.b&client=false&broadcast=false&envelope=true&from=start");
        assertThat(hub.asked().getFirst().lastEventId()).isEqualTo("null");
    }

    @Test
    void comesBackWithItsCursorUntilTheHubHasNothingMore() {
        hub.then(
                stream(HELLO + event(1) + event(2)), stream(HELLO.replace("c0", "c2") + event(3)), stream("data: cut"));
        HubSubscriber subscriber = open(alice());
        subscriber.awaitConnected(PATIENCE);
        awaitEnd(subscriber);
        assertThat(events).containsExactly("tick 1", "tick 2", "tick 3");
        assertThat(hub.asked()).extracting(StubHub.Asked::lastEventId).containsExactly("null", "c2", "c3", "c3");
        assertThat(subscriber.cursor()).isEqualTo("c3");
    }

    @Test
    void goesOnWhereAnotherOneStood() {
        awaitEnd(open(alice().cursor("c41")));
        assertThat(hub.asked().getFirst().lastEventId()).isEqualTo("c41");
    }

    @Test
    void aConnectionThatSaysNothingCountsAsDead() {
        hub.then(silentAfter(HELLO + event(1)));
        awaitEnd(open(alice().silence(Duration.ofMillis(200))));
        assertThat(events).containsExactly("tick 1");
        assertThat(hub.asked()).hasSize(2);
    }

    /** The twin of the last one. */
    @Test
    void aConnectionIsKeptThroughLessSilenceThanThat() {
        hub.then(silentAfter(HELLO + event(1)));
        HubSubscriber subscriber = open(alice());
        Awaitility.await().atMost(PATIENCE).until(() -> events.size() == 1);
        assertThat(subscriber.ended()).isNotDone();
        assertThat(hub.asked()).hasSize(1);
    }

    @Test
    void gapsAreToldInTheirPlaceWithWhatIsMissing() {
        hub.then(stream(HELLO + event(1)
                + "event: gap\ndata: {\"channel\":\"topic/news\",\"reason\":\"trimmed\",\"from\":null,\"to\":\"7-9\"}\nid: c9\n\n"
                + event(10)));
        awaitEnd(open(alice().onGap(gap -> events.add(gap.toString()))));
        assertThat(events)
                .containsExactly(
                        "tick 1",
                        "Gap[channel=topic/news, reason=trimmed, from=Optional.empty, to=Optional[7-9], cursor=c9]",
                        "tick 10");
    }

    @Test
    void theHubsOwnEventsAreToldApart() {
        List<String> system = new ArrayList<>();
        hub.then(stream(HELLO + "event: heartbeat\ndata: {}\n\nevent: messageStart\ndata: {}\nid: c1\n\n"));
        awaitEnd(open(alice().onSystem(event -> system.add(event.type()))));
        assertThat(system).containsExactly("systemMessage", "heartbeat");
        assertThat(events).containsExactly("messageStart {}");
    }

    @Test
    void refusalsThatPassAreWaitedOut() {
        hub.then(text(503, "", "Retry-After", "0"), text(429, ""), text(502, "<html>"), stream(HELLO + event(1)));
        awaitEnd(open(alice()));
        assertThat(events).containsExactly("tick 1");
        assertThat(hub.asked()).hasSize(5);
    }

    @Test
    void refusalsThatStayEndIt() {
        hub.then(text(403, "{\"code\":\"topic_not_granted\"}"));
        HubSubscriber subscriber = open(alice().topics("secret"));
        assertThatThrownBy(() -> awaitEnd(subscriber))
                .cause()
                .isInstanceOf(SubscriberRefusedException.class)
                .hasMessageContaining("topic_not_granted");
        assertThatThrownBy(() -> subscriber.awaitConnected(PATIENCE))
                .hasRootCauseInstanceOf(SubscriberRefusedException.class);
    }

    @Test
    void whatIsNoEventStreamEndsIt() {
        hub.then(text(200, "<html>", "Content-Type", "text/html"));
        assertThatThrownBy(() -> awaitEnd(open(alice()))).hasMessageContaining("text/html");
    }

    @Test
    void aTokenThatIsRefusedOrHasEndedIsReplaced() {
        String expired = "event: disconnected\ndata: {\"reason\":\"token_expired\"}\nid: c1\n\n";
        hub.then(text(401, ""), stream(HELLO + event(1) + expired), stream(HELLO.replace("c0", "c1")));
        AtomicInteger renewed = new AtomicInteger();
        awaitEnd(open(alice().token(refused -> "t" + (refused ? renewed.incrementAndGet() : renewed.get()))));
        assertThat(hub.asked())
                .extracting(StubHub.Asked::authorization)
                .containsExactly("Bearer t0", "Bearer t1", "Bearer t2", "Bearer t2");
    }

    @Test
    void anOpenStreamGoesOnWithAnotherTokenBeforeItsOwnEnds() {
        String soon = "event: tokenExpiring\ndata: {\"connection\":\"k7\",\"expiresInMillis\":60000}\n\n";
        hub.then(silentAfter(HELLO + soon + event(1)), text(202, ""));
        HubSubscriber subscriber = open(alice().token(refused -> refused ? "new" : "old"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> events.size() == 1 && hub.asked().size() == 2);
        assertThat(hub.asked().getFirst().authorization()).isEqualTo("Bearer old");
        StubHub.Asked renewal = hub.asked().getLast();
        assertThat(renewal.target()).isEqualTo("/api/sse/token");
        assertThat(renewal.authorization()).isEqualTo("Bearer new");
        assertThat(renewal.body()).isEqualTo("{\"connection\":\"k7\"}");
        assertThat(subscriber.ended()).isNotDone();
    }

    /** As without a renewal: the hub ends the stream with its token, and the next one has another. */
    @Test
    void aRenewalThatIsRefusedChangesNothing() {
        String soon = "event: tokenExpiring\ndata: {\"connection\":\"k7\"}\n\n";
        hub.then(silentAfter(HELLO + soon + event(1)), text(403, "{\"code\":\"topic_not_granted\"}"));
        HubSubscriber subscriber = open(alice().token(HubTokenSupplier.fixed("t")));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> subscriber.cursor().equals("c1") && hub.asked().size() == 2);
        assertThat(subscriber.ended()).isNotDone();
    }

    @Test
    void twoTokensInARowThatAreRefusedEndIt() {
        hub.then(text(401, ""), text(401, ""));
        assertThatThrownBy(() -> awaitEnd(open(alice().token(refused -> "t")))).hasMessageContaining("401");
    }

    @Test
    void aListenerThatThrowsEndsItAndTheNextOneGetsThatEventAgain() {
        hub.then(stream(HELLO + event(1) + event(2)));
        HubSubscriber subscriber = open(alice().onEvent(event -> {
            if (event.data().equals("2")) {
                throw new IllegalStateException("no");
            }
        }));
        assertThatThrownBy(() -> awaitEnd(subscriber)).hasMessageContaining("no");
        assertThat(subscriber.cursor()).isEqualTo("c1");
    }

    @Test
    void nothingIsToldOnceItIsClosed() {
        hub.otherwise(silentAfter(HELLO + event(1)));
        HubSubscriber subscriber = open(alice());
        Awaitility.await().atMost(PATIENCE).until(() -> events.size() == 1);
        subscriber.close();
        awaitEnd(subscriber);
        assertThat(subscriber.cursor()).isEqualTo("c1");
    }

    @Test
    void aHubThatIsNotThereIsAskedAgain() {
        hub.close();
        HubSubscriber subscriber = open(alice());
        assertThatThrownBy(() -> subscriber.awaitConnected(Duration.ofMillis(50)))
                .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(subscriber.ended()).isNotDone();
    }
}
