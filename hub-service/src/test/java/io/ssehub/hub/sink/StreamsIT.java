package io.ssehub.hub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream on the wire, whoever asks and however it ends. */
class StreamsIT {
    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Sends a request as it is, publishes once the stream has begun, ends it, and answers all that came. */
    private static String exchange(String request, String client) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder all = new StringBuilder();
            await("systemMessage", socket, all);
            node.publish(Channel.client(client), "\"for " + client + "\"");
            await("tick", socket, all);
            // Orders and events have channels of their own, so their order is nobody's promise.
            node.post("/api/sse/disconnect/" + client);
            await("no event of this name, only the end", socket, all);
            return all.toString();
        }
    }

    /** Reads to the end of the first event of this name, or of the stream. */
    private static void await(String event, Socket socket, StringBuilder all) throws IOException {
        byte[] buffer = new byte[8_192];
        while (all.indexOf("event: " + event) < 0 || !all.toString().endsWith("\n\n")) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                return;
            }
            all.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
    }

    private static void assertWholeStream(String answer, String version, String client) {
        String[] headAndBody = answer.split("\r\n\r\n", 2);
        assertThat(headAndBody[0])
                .startsWith(version + " 200")
                .containsIgnoringCase("Content-Type: text/event-stream")
                .containsIgnoringCase("Cache-Control: no-cache, no-transform")
                .doesNotContainIgnoringCase("Transfer-Encoding")
                .doesNotContainIgnoringCase("Content-Length");
        // A node that is slow to start a stream sends one meanwhile.
        String body = headAndBody[1].replaceAll("event: heartbeat\ndata: .*\n\n", "");
        assertThat(body).startsWith("retry: ").contains("data: \"for " + client + "\"\nid: ");
        assertThat(body.lines().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: systemMessage", "event: tick", "event: disconnected");
        assertThat(body).endsWith("\n\n");
    }

    @Test
    void http11WithKeepAliveEndsWithTheConnection() throws IOException {
        String client = HubNode.name("alice");
        String answer = exchange("GET /api/sse/connect/" + client + " HTTP/1.1\r\nHost: localhost\r\n\r\n", client);
        assertWholeStream(answer, "HTTP/1.1", client);
        assertThat(answer).containsIgnoringCase("Connection: close\r\n");
    }

    @Test
    void http10IsServedToo() throws IOException {
        String client = HubNode.name("alice");
        assertWholeStream(exchange("GET /api/sse/connect/" + client + " HTTP/1.0\r\n\r\n", client), "HTTP/1.1", client);
    }

    @Test
    void aBodyOnTheRequestChangesNothing() throws IOException {
        String client = HubNode.name("alice");
        assertWholeStream(
                exchange(
                        "GET /api/sse/connect/" + client
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
                        client),
                "HTTP/1.1",
                client);
    }

    @Test
    void aBodyThatNeverComesChangesNothing() throws IOException {
        String client = HubNode.name("alice");
        assertWholeStream(
                exchange(
                        "GET /api/sse/connect/" + client
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nhello",
                        client),
                "HTTP/1.1",
                client);
    }

    @Test
    void headAnswersTheHeadAndOpensNothing() {
        double opened = node.meter("hub.connections.opened");
        var answer = node.call("HEAD", "/api/sse/connect/alice", "", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(node.meter("hub.connections.opened")).isEqualTo(opened);
    }

    /** Jetty keeps a response's buffer until its end, 4 KB outside the heap for each stream. */
    @Test
    void streamsThatGoPastTheEmitterKeepNoBuffers() {
        List<StreamClient> streams = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            streams.add(node.connect(HubNode.name("alice")));
        }
        streams.forEach(stream -> stream.await("systemMessage"));
        if (node.bean(SinkProperties.class).kind() == SinkProperties.Kind.ENDPOINT) {
            Wait.until("fewer buffers are out than there are streams", () -> node.buffersInUse() < 16 * 1024);
        } else {
            assertThat(node.buffersInUse()).isGreaterThanOrEqualTo(16 * 1024);
        }
        // What comes later is whole all the same, and so is the end.
        node.publish(Channel.BROADCAST, 1);
        streams.forEach(stream -> stream.await("tick"));
        streams.forEach(StreamClient::close);
    }

    @Test
    void aClientThatGoesIsFoundByTheNextEvent() {
        String client = HubNode.name("alice");
        double gone = node.meter("hub.connections.ended", "reason", "client_gone");
        StreamClient stream = node.connect(client);
        stream.await("systemMessage");
        stream.cut();
        Wait.until("it is found", () -> {
            node.publish(Channel.client(client), 1);
            return node.meter("hub.connections.ended", "reason", "client_gone") > gone;
        });
    }
}
