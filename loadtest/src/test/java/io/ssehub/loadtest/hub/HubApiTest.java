package io.ssehub.loadtest.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.ScriptedServer;
import io.ssehub.loadtest.ScriptedServer.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubApiTest {
    private final ScriptedServer one = new ScriptedServer();
    private final ScriptedServer two = new ScriptedServer();
    private final HubApi hub = new HubApi(List.of(one.url(), two.url()), Duration.ofSeconds(20));

    HubApiTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        hub.close();
        one.close();
        two.close();
    }

    @Test
    void itPublishesToEachKindOfChannel() throws Exception {
        var client = start(() -> hub.publish(ChannelName.client("alice"), "tick", "{\"a\":1}", "k1"));
        Exchange request = one.next();
        assertThat(request.head().getFirst()).isEqualTo("POST /api/sse/publish HTTP/1.1");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.body())
                .isEqualTo("{\"client\":\"alice\",\"event\":\"tick\",\"data\":{\"a\":1},\"key\":\"k1\"}");
        request.answer(202, "application/json", "{\"position\":\"1-1\"}");
        assertThat(client.get()).isEqualTo("1-1");

        var topic = start(() -> hub.publish(ChannelName.topic("news"), "tick", "2", "k2"));
        request = one.next();
        assertThat(request.body()).isEqualTo("{\"topic\":\"news\",\"event\":\"tick\",\"data\":2,\"key\":\"k2\"}");
        request.answer(202, "application/json", "{\"position\":\"1-2\"}");
        assertThat(topic.get()).isEqualTo("1-2");

        var broadcast = start(() -> hub.publish(ChannelName.broadcast(), "tick", "3", "k3"));
        request = one.next();
        assertThat(request.body()).isEqualTo("{\"broadcast\":true,\"event\":\"tick\",\"data\":3,\"key\":\"k3\"}");
        request.answer(202, "application/json", "{\"position\":\"1-3\"}");
        assertThat(broadcast.get()).isEqualTo("1-3");
    }

    @Test
    void itAsksInAClientsChat() throws Exception {
        var asked = start(() -> hub.ask("alice", "你好", "r1"));
        Exchange request = one.next();
        assertThat(request.head().getFirst()).isEqualTo("POST /api/sse/chat/alice HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"message\":\"你好\",\"requestId\":\"r1\"}");
        request.answer(202, "application/json", "{\"id\":\"m1\"}");

        assertThat(asked.get()).isEqualTo("m1");
    }

    @Test
    void anUnknownOutcomeIsRepeatedOnTheNextNodeWithTheSameKey() throws Exception {
        var published = start(() -> hub.publish(ChannelName.broadcast(), "tick", "1", "k"));
        Exchange busy = one.next();
        busy.answer(503, "application/problem+json", "{}");
        Exchange killed = two.next();
        killed.close();
        Exchange last = one.next();
        last.answer(202, "application/json", "{\"position\":\"1-1\"}");

        assertThat(published.get()).isEqualTo("1-1");
        assertThat(killed.body()).isEqualTo(busy.body());
        assertThat(last.body()).isEqualTo(busy.body());
    }

    @Test
    void itStaysWithTheNodeThatAnswered() throws Exception {
        var first = start(() -> hub.ask("alice", "a", "r1"));
        one.next().close();
        two.next().answer(202, "application/json", "{\"id\":\"m1\"}");
        first.get();

        var second = start(() -> hub.ask("alice", "b", "r2"));
        two.next().answer(202, "application/json", "{\"id\":\"m2\"}");

        assertThat(second.get()).isEqualTo("m2");
        assertThat(one.waiting()).isZero();
    }

    @Test
    void aRefusalIsNotRepeated() throws Exception {
        var published = start(() -> hub.publish(ChannelName.broadcast(), "gap", "1", "k"));
        one.next().answer(400, "application/problem+json", "{\"code\":\"reserved_event_name\"}");

        assertThatThrownBy(published::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(HubApiException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessageContaining("reserved_event_name");
        assertThat(two.waiting()).isZero();
    }

    @Test
    void anAcceptanceWithoutAPositionIsAnError() throws Exception {
        var published = start(() -> hub.publish(ChannelName.broadcast(), "tick", "1", "k"));
        one.next().answer(202, "application/json", "{\"id\":\"m1\"}");

        assertThatThrownBy(published::get).hasMessageContaining("has no position");
    }

    @Test
    void itGivesUpWhenItsPatienceIsOver() throws Exception {
        try (HubApi impatient = new HubApi(List.of(one.url()), Duration.ofNanos(1))) {
            var published = start(() -> impatient.publish(ChannelName.broadcast(), "tick", "1", "k"));
            one.next().answer(503, "application/problem+json", "{}");

            assertThatThrownBy(published::get)
                    .cause()
                    .isInstanceOfSatisfying(HubApiException.class, failed -> assertThat(failed.status())
                            .isEqualTo(503));
        }
    }

    private static Future<String> start(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }
}
