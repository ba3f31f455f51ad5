package io.ssehub.starter.publish;

import static io.ssehub.starter.fixture.StubHub.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.starter.fixture.StubHub;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.HubPublishException.Reason;
import io.ssehub.starter.token.HubTokenSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StubHub hub = new StubHub();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(hub));

    private HubPublisher publisher(@Nullable HubTokenSupplier tokens) {
        HttpTransport transport = new HttpTransport(new HttpSettings(URI.create(hub.url() + "/"), PATIENCE, tokens));
        open.add(transport);
        return new DefaultHubPublisher(transport, Jackson3Json.plain(), PublishMeters.NONE, PATIENCE);
    }

    private static StubHub.Answer accepted(int offset) {
        return text(202, "{\"position\":\"7-" + offset + "\"}");
    }

    private static HubPublishException failure(CompletableFuture<?> answer) {
        return (HubPublishException)
                org.assertj.core.api.Assertions.catchThrowableOfType(ExecutionException.class, answer::get)
                        .getCause();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void anEventIsPostedAsTheHubWantsItAndItsPositionComesBack() {
        hub.then(accepted(1), accepted(2), accepted(3));
        HubPublisher publisher = publisher(HubTokenSupplier.fixed("secret"));

        assertThat(publisher.toClient("alice", "price", Map.of("text", "ä\n\"")).join())
                .isEqualTo(new Position(7, 1));
        publisher.toTopic("news", "headline", List.of(1, 2), "k-1").join();
        publisher.toAll("tick", null).join();

        assertThat(hub.asked())
                .extracting(StubHub.Asked::body)
                .containsExactly(
                        "{\"client\":\"alice\",\"event\":\"price\",\"data\":{\"text\":\"ä\\n\\\"\"}}",
                        "{\"topic\":\"news\",\"event\":\"headline\",\"key\":\"k-1\",\"data\":[1,2]}",
                        "{\"broadcast\":true,\"event\":\"tick\",\"data\":null}");
        assertThat(hub.asked()).allSatisfy(asked -> {
            assertThat(asked.target()).isEqualTo("/api/sse/publish");
            assertThat(asked.authorization()).isEqualTo("Bearer secret");
        });
    }

    @Test
    void withoutATokenNoneIsShown() {
        hub.then(accepted(1));
        publisher(null).toAll("tick", 1).join();
        assertThat(hub.asked().getFirst().authorization()).isEqualTo("null");
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() {
        hub.then(text(401, ""), accepted(1), text(401, ""), text(401, "{\"code\":\"invalid_token\"}"));
        AtomicInteger renewed = new AtomicInteger();
        HubPublisher publisher = publisher(refused -> "t" + (refused ? renewed.incrementAndGet() : renewed.get()));

        publisher.toAll("tick", 1).join();
        assertThat(failure(publisher.toAll("tick", 2)))
                .hasMessageContaining("401")
                .hasMessageContaining("invalid_token")
                .extracting(HubPublishException::reason)
                .isEqualTo(Reason.REFUSED);
        assertThat(hub.asked())
                .extracting(StubHub.Asked::authorization)
                .containsExactly("Bearer t0", "Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void eachRefusalSaysWhetherRepeatingHelps() {
        hub.then(text(503, ""), text(429, ""), text(409, ""), text(403, "publish_not_granted"), text(202, "what?"));
        HubPublisher publisher = publisher(null);
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> failure(publisher.toAll("tick", i)).reason()))
                .containsExactly(
                        Reason.UNAVAILABLE,
                        Reason.UNAVAILABLE,
                        Reason.KEY_CONFLICT,
                        Reason.REFUSED,
                        Reason.UNAVAILABLE);
    }

    @Test
    void aHubThatIsNotThereAndASupplierThatFailsAreTold() {
        HubPublisher publisher = publisher(refused -> {
            throw new IllegalStateException("no token today");
        });
        assertThat(failure(publisher.toAll("tick", 1))).hasMessageContaining("no token today");

        HubPublisher nobody = publisher(null);
        hub.close();
        assertThat(failure(nobody.toAll("tick", 1)).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    /** Each request of a channel waits for the one before it; the twin below shows that channels do not. */
    @Test
    void eventsOfOneChannelArriveInTheirOrder() {
        AtomicInteger atOnce = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        hub.otherwise((exchange, asked) -> {
            seen.add(atOnce.incrementAndGet());
            Thread.yield();
            atOnce.decrementAndGet();
            accepted(seen.size()).to(exchange, asked);
        });
        HubPublisher publisher = publisher(null);
        List<CompletableFuture<Position>> answers = IntStream.range(0, 100)
                .mapToObj(i -> publisher.toClient("alice", "tick", i))
                .toList();
        answers.forEach(CompletableFuture::join);
        assertThat(seen).hasSize(100).containsOnly(1);
        assertThat(hub.asked())
                .extracting(asked -> Integer.parseInt(asked.body().replaceAll("\\D", "")))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void otherChannelsDoNotWaitForASlowOne() {
        CountDownLatch go = new CountDownLatch(1);
        hub.otherwise((exchange, asked) -> {
            if (asked.body().contains("slow")) {
                go.await();
            }
            accepted(1).to(exchange, asked);
        });
        HubPublisher publisher = publisher(null);
        CompletableFuture<Position> slow = publisher.toTopic("slow", "tick", 1);
        publisher.toTopic("fast", "tick", 1).join();
        assertThat(slow).isNotDone();
        go.countDown();
        slow.join();
    }

    @Test
    void whatFollowsAFailureInABatchIsNotSentToItsChannel() {
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        hub.otherwise((exchange, asked) -> {
            String channel = asked.body().contains("alice") ? "alice" : "bob";
            int call = calls.merge(channel, 1, Integer::sum);
            (channel.equals("alice") && call == 2 ? text(503, "") : accepted(call)).to(exchange, asked);
        });
        CompletableFuture<List<Position>> answer = publisher(null)
                .publish(List.of(
                        HubEvent.toClient("alice", "tick", 1),
                        HubEvent.toClient("bob", "tick", 1),
                        HubEvent.toClient("alice", "tick", 2),
                        HubEvent.toClient("alice", "tick", 3),
                        HubEvent.toClient("bob", "tick", 2)));
        assertThat(failure(answer))
                .hasMessageStartingWith("2 of 5 events failed")
                .asInstanceOf(type(HubBatchException.class))
                .extracting(HubBatchException::positions)
                .isEqualTo(List.of(
                        Optional.of(new Position(7, 1)),
                        Optional.of(new Position(7, 1)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Position(7, 2))));
        assertThat(calls).isEqualTo(Map.of("alice", 2, "bob", 2));
    }

    /** Clients whose events go the same way as alice's, so that one waits for the other. */
    private static List<String> besideAlice(int number) {
        int lane = Math.floorMod(Channel.client("alice").hashCode(), 16);
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "client-" + i)
                .filter(name -> Math.floorMod(Channel.client(name).hashCode(), 16) == lane)
                .limit(number)
                .toList();
    }

    /** A request that has come and is not answered yet. */
    private record Held(CountDownLatch asked, CountDownLatch go) {}

    /** The next request is taken, once told, and not before. */
    private Held heldBack() {
        Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
        hub.then((exchange, call) -> {
            held.asked().countDown();
            held.go().await();
            accepted(1).to(exchange, call);
        });
        return held;
    }

    /** While the first request is under way, the others come to wait. */
    private List<CompletableFuture<Position>> behindAlice(HubPublisher publisher, StubHub.Answer... then)
            throws InterruptedException {
        Held first = heldBack();
        hub.then(then);
        List<CompletableFuture<Position>> answers = new ArrayList<>();
        answers.add(publisher.toClient("alice", "tick", 0));
        first.asked().await();
        List<String> others = besideAlice(3);
        others.forEach(name -> answers.add(publisher.toClient(name, "tick", 1)));
        answers.add(publisher.toClient(others.getFirst(), "tick", 2));
        first.go().countDown();
        return answers;
    }

    @Test
    void whatWaitsForDifferentChannelsGoesTogetherAndEachIsToldItsOwn() throws Exception {
        HubPublisher publisher = publisher(HubTokenSupplier.fixed("secret"));
        List<CompletableFuture<Position>> answers = behindAlice(
                publisher,
                text(
                        200,
                        "{\"line\":1,\"position\":\"7-2\"}\n{\"line\":2,\"status\":409,\"code\":\"key_conflict\"}\n"
                                + "{\"line\":3,\"position\":\"7-4\"}\n"),
                accepted(5));

        assertThat(answers.get(0).get()).isEqualTo(new Position(7, 1));
        assertThat(answers.get(1).get()).isEqualTo(new Position(7, 2));
        assertThat(failure(answers.get(2)).reason()).isEqualTo(Reason.KEY_CONFLICT);
        assertThat(answers.get(3).get()).isEqualTo(new Position(7, 4));
        assertThat(answers.get(4).get()).isEqualTo(new Position(7, 5));
        assertThat(hub.asked())
                .extracting(asked -> asked.body().lines().count())
                .as("the second of a channel waits for the first")
                .containsExactly(1L, 3L, 1L);
        assertThat(hub.asked())
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer secret"));
    }

    @Test
    void aHubThatTakesNoLinesIsGivenOneAfterTheOther() throws Exception {
        List<CompletableFuture<Position>> answers =
                behindAlice(publisher(null), text(415, ""), accepted(2), accepted(3), accepted(4), accepted(5));
        answers.forEach(CompletableFuture::join);
        assertThat(hub.asked())
                .extracting(asked -> asked.body().lines().count())
                .containsExactly(1L, 3L, 1L, 1L, 1L, 1L);
    }

    @Test
    void whatTheAnswerDoesNotNameIsNotKnown() throws Exception {
        List<CompletableFuture<Position>> answers =
                behindAlice(publisher(null), text(200, "{\"line\":3,\"position\":\"7-4\"}\n"), accepted(5));
        assertThat(failure(answers.get(1)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure(answers.get(2)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(answers.get(3).get()).isEqualTo(new Position(7, 4));
    }

    @Test
    void aLaneThatIsFullRefusesAtOnceAndClosingFailsWhatWaits() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        hub.otherwise((exchange, asked) -> never.await());
        HttpTransport transport = new HttpTransport(new HttpSettings(URI.create(hub.url()), PATIENCE, null));
        HubPublisher publisher =
                new DefaultHubPublisher(transport, Jackson3Json.plain(), PublishMeters.NONE, Duration.ZERO);
        List<CompletableFuture<Position>> answers = IntStream.range(0, 1_100)
                .mapToObj(i -> publisher.toAll("tick", i))
                .toList();
        assertThat(failure(answers.getLast())).hasMessageContaining("too many");
        assertThat(answers.get(500)).isNotDone();
        transport.close();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(failure(answer).reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(failure(publisher.toAll("tick", 0))).hasMessageContaining("closed");
    }

    @Test
    void whatIsUnderWayIsWaitedForWhenThePublisherCloses() throws Exception {
        Held first = heldBack();
        DefaultHubPublisher publisher = (DefaultHubPublisher) publisher(null);
        CompletableFuture<Position> answer = publisher.toAll("tick", 1);
        first.asked().await();
        Thread closing = Thread.ofVirtual().start(publisher::close);
        first.go().countDown();
        closing.join();
        assertThat(answer.isDone() || answer.join() != null).isTrue();
    }

    @Test
    void whatCanNeverBePublishedIsRefusedAtOnce() {
        HubPublisher publisher = publisher(null);
        assertThatThrownBy(() -> publisher.toClient("a b", "tick", 1)).hasMessageContaining("client must be");
        assertThatThrownBy(() -> publisher.toAll("no way", 1)).hasMessageContaining("event must be");
        assertThatThrownBy(() -> publisher.toAll("heartbeat", 1)).hasMessageContaining("the hub's own");
        assertThatThrownBy(() -> publisher.toAll("tick", 1, "no key")).hasMessageContaining("key must be");
        assertThatThrownBy(() -> publisher.toAll("tick", "x".repeat(65_536))).hasMessageContaining("65536 bytes");
        assertThatThrownBy(() -> publisher.toAll("tick", new Unwritable()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data of tick cannot be written as JSON");
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void mappersMayIndent() {
        hub.then(accepted(1));
        HttpTransport transport = new HttpTransport(new HttpSettings(URI.create(hub.url()), PATIENCE, null));
        open.add(transport);
        new DefaultHubPublisher(transport, data -> "{\r\n  \"a\" : 1\n}", PublishMeters.NONE, PATIENCE)
                .toAll("tick", 1)
                .join();
        assertThat(hub.asked().getFirst().body()).endsWith("\"data\":{    \"a\" : 1 }}");
    }

    public static final class Unwritable {
        public String getText() {
            throw new IllegalStateException("no");
        }
    }
}
