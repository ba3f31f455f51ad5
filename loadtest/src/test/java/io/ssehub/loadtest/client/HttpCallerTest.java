package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCallerTest {
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void callsOfOneLaneArriveInTheOrderTheyWereGiven() throws Exception {
        List<String> expected = new ArrayList<>();
        List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
        try (HttpCaller caller = new HttpCaller(List.of(server(200, "node")), 2, Duration.ofMinutes(1))) {
            for (int i = 0; i < 200; i++) {
                answers.add(call(caller, 1, "call " + i, false));
                expected.add("node: call " + i);
            }
            for (CompletableFuture<HttpAnswer> answer : answers) {
                assertThat(get(answer)).isEqualTo(new HttpAnswer(200, "done"));
            }
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void aRepeatableCallGoesToTheNextNode() throws Exception {
        List<URI> nodes = List.of(nobody(), server(503, "full"), server(202, "free"));
        try (HttpCaller caller = new HttpCaller(nodes, 1, Duration.ofMinutes(1))) {
            assertThat(get(call(caller, 0, "a", true)).isAccepted()).isTrue();
        }
        assertThat(heard).containsExactly("full: a", "free: a");
    }

    @Test
    void oneThatIsNotIsMadeOnce() throws Exception {
        List<URI> nodes = List.of(server(503, "full"), server(202, "free"));
        try (HttpCaller caller = new HttpCaller(nodes, 1, Duration.ofMinutes(1))) {
            assertThat(get(call(caller, 0, "a", false)).status()).isEqualTo(503);
            assertThat(get(call(caller, 0, "b", false)).status()).isEqualTo(202);
        }
        assertThat(heard).containsExactly("full: a", "free: b");
    }

    @Test
    void aRefusalIsAnAnswer() throws Exception {
        try (HttpCaller caller = new HttpCaller(List.of(server(400, "strict")), 1, Duration.ofMinutes(1))) {
            HttpAnswer answer = get(call(caller, 0, "a", true));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.isAccepted()).isFalse();
        }
        assertThat(heard).hasSize(1);
    }

    @Test
    void patienceEnds() throws Exception {
        try (HttpCaller caller = new HttpCaller(List.of(nobody()), 1, Duration.ofMillis(200))) {
            assertThat(get(call(caller, 0, "a", true)).status()).isZero();
        }
    }

    private static CompletableFuture<HttpAnswer> call(HttpCaller caller, int lane, String body, boolean repeatable) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        caller.call(lane, new HttpCall("POST", "/", Map.of(), body, repeatable), answer::complete);
        return answer;
    }

    private static HttpAnswer get(CompletableFuture<HttpAnswer> answer) throws Exception {
        return answer.get(1, TimeUnit.MINUTES);
    }

    private URI server(int status, String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            heard.add(name + ": " + new String(body, StandardCharsets.UTF_8));
            byte[] said = "done".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** An address at which nobody listens. */
    private static URI nobody() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        server.start();
        server.stop(0);
        return URI.create("http://127.0.0.1:" + port);
    }
}
