package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.AsyncApi;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every event that asyncapi.yaml describes comes from a running node. That no test of this module hears anything else, {@link
 * StreamClient} sees to.
 */
class AsyncApiIT {
    /** Shorter than the notice, so that a stream is told at once. */
    private static final Duration ENDS_SOON = Duration.ofMinutes(20);

    private static final String NOTICE = "hub.auth.expiry-notice=30m";

    private static HubNode node;

    private final String alice = HubNode.name("alice");

    @BeforeAll
    static void start() {
        List<String> settings = new ArrayList<>(Arrays.asList(Tokens.JWT));
        settings.addAll(List.of(NOTICE, "hub.session.heartbeat=1s", "hub.demo.pause=0s"));
        node = HubNode.start(settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T ask(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private StreamClient stream(String path, String lastEventId) {
        String token = Tokens.hs256(
                Tokens.SECRET,
                Tokens.claims(alice, ENDS_SOON)
                        .claim("hub.topics", List.of("*"))
                        .claim("hub.admin", true)
                        .build());
        return StreamClient.connect(node.port(), path, lastEventId, Tokens.bearer(token));
    }

    private StreamClient connect(String query, String lastEventId) {
        return stream("/api/sse/connect/" + alice + "?topics=news&" + query, lastEventId);
    }

    /** A question that a worker has begun to answer. */
    private Attempt begun(String question) {
        Generations generations = node.bean(Generations.class);
        var asked = node.call(
                "POST",
                "/api/sse/chat/" + alice,
                "application/json",
                "{\"message\":\"" + question + "\"}",
                Tokens.bearer(Tokens.of(alice)));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        StepResult.Started started =
                (StepResult.Started) ask(generations.start(alice, asked.field("id"), 0, "1-1/w", 3));
        return new Attempt(alice, asked.field("id"), started.attempt(), "1-1/w");
    }

    private void answer(Attempt attempt, Ending ending) {
        Generations generations = node.bean(Generations.class);
        ask(generations.fragment(attempt, 0, "Hello", false));
        ask(generations.fragment(attempt, 1, " there", true));
        ask(generations.end(attempt, 2, ending));
    }

    @Test
    void everyEventThatIsDescribedComes() {
        try (StreamClient reader = connect("", null);
                StreamClient wrapped = connect("envelope=true", null);
                StreamClient cluster = stream("/api/sse/cluster", null)) {
            reader.awaitWelcome();
            wrapped.awaitWelcome();
            node.publish(Channel.topic("news"), "{\"text\":\"it works\"}");
            node.publish(Channel.BROADCAST, "null");
            node.publish(Channel.client(alice), "1");
            Attempt completed = begun("one");
            answer(completed, new Ending.Completed("stop", "{\"inputTokens\":1,\"outputTokens\":2}"));
            answer(begun("two"), new Ending.Failed("internal", "a bug"));
            reader.await("messageError");
            wrapped.await("messageError");
            renew(reader);
            assertThat(reader.nextNotice().field("code")).isEqualTo("token_renewed");
            assertThat(reader.nextHeartbeat().id()).isNull();
            cluster.await("cluster");
            cluster.nextHeartbeat();
            oneAnswer(completed);
        }
        finite();
        try (StreamClient back = connect("", "rubbish")) {
            back.await("gap");
            assertThat(node.call("POST", "/api/sse/disconnect/" + alice, "", "", Tokens.bearer(Tokens.of(alice)))
                            .status())
                    .isEqualTo(202);
            assertThat(back.takeRest()).last().matches(event -> event.is("disconnected"));
        }
        Set<String> described = new TreeSet<>();
        for (String channel : List.of("connect", "answer", "cluster", "doctor", "poem")) {
            AsyncApi.messages(channel).keySet().forEach(message -> described.add(channel + " " + message));
        }
        // What a node says of all its streams alike; those that last so long that they hear it are tested elsewhere.
        described.removeAll(Set.of(
                "answer heartbeat",
                "answer tokenExpiring",
                "answer disconnected",
                "cluster disconnected",
                "doctor silence",
                "doctor disconnected"));
        assertThat(AsyncApi.seen()).containsAll(described);
    }

    private void renew(StreamClient reader) {
        Event told = reader.await("tokenExpiring");
        String token = Tokens.with(alice, claims -> claims.claim("hub.topics", List.of("*")));
        assertThat(node.call(
                                "POST",
                                "/api/sse/token",
                                "application/json",
                                "{\"connection\":\"" + told.field("connection") + "\"}",
                                Tokens.bearer(token))
                        .status())
                .isEqualTo(202);
    }

    /** Once after its end, and once in its middle. */
    private void oneAnswer(Attempt completed) {
        String path = "/api/sse/messages/" + alice + "/";
        try (StreamClient whole = stream(path + completed.messageId(), null)) {
            assertThat(whole.takeRest())
                    .extracting(Event::name)
                    .endsWith("messageStart", "messageFragment", "messageEnd");
        }
        Attempt failing = begun("three");
        try (StreamClient live = stream(path + failing.messageId(), null)) {
            live.await("messageStart");
            answer(failing, new Ending.Failed("interrupted", "cut"));
            live.await("messageError");
        }
    }

    private void finite() {
        try (StreamClient doctor = stream("/api/sse/doctor?seconds=2", null);
                StreamClient poem = stream("/sse/stream", null)) {
            assertThat(poem.takeRest()).hasSize(13);
            assertThat(doctor.takeRest()).last().matches(event -> event.is("report"));
        }
    }
}
