package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.hub.limit.Limit;
import io.ssehub.protocol.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to connections before there is a request, and to those that do not get on. */
class SocketGuardIT {
    private static final int PAST_ANY_BURST = 100_000;

    /** A connection of a socket's own, from any of loopback's addresses. */
    private record Raw(Socket socket) implements AutoCloseable {
        static Raw from(String address, HubNode node) throws IOException {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
            return new Raw(socket);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** The first line of an answer; empty if there is none. */
        String answer() {
            try {
                StringBuilder line = new StringBuilder();
                for (int next = socket.getInputStream().read();
                        next >= 0 && next != '\r';
                        next = socket.getInputStream().read()) {
                    line.append((char) next);
                }
                return line.toString();
            } catch (IOException reset) {
                return "";
            }
        }

        /** Asks for something small, on a connection that stays. */
        boolean isServed() {
            try {
                send("GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\n\r\n");
            } catch (IOException closed) {
                return false;
            }
            return answer().startsWith("HTTP/1.1 200");
        }

        @Override
        public void close() {
            catchThrowable(socket::close);
        }
    }

    private static double exceeded(HubNode node, Limit limit) {
        return node.meter("hub.limits.exceeded", "limit", limit.tag());
    }

    @Test
    void anAddressHasSoManyConnectionsAndMoreAreClosedUnread() throws IOException {
        try (HubNode node = HubNode.start("hub.limits.sockets-per-address=3")) {
            List<Raw> held = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    Raw raw = Raw.from("127.0.0.2", node);
                    held.add(raw);
                    assertThat(raw.isServed()).isTrue();
                }
                try (Raw more = Raw.from("127.0.0.2", node);
                        Raw elsewhere = Raw.from("127.0.0.3", node)) {
                    assertThat(more.isServed()).isFalse();
                    assertThat(elsewhere.isServed()).isTrue();
                }
                assertThat(exceeded(node, Limit.ADDRESS_SOCKETS)).isPositive();
            } finally {
                held.forEach(Raw::close);
            }
            Wait.until("there is room again", () -> {
                try (Raw again = Raw.from("127.0.0.2", node)) {
                    return again.isServed();
                }
            });
        }
    }

    @Test
    void aNodeHasSoManyConnectionsAndATrustedProxyAsManyOfThemAsItLikes() throws IOException {
        try (HubNode node = HubNode.start(
                "hub.limits.sockets=6",
                "hub.limits.sockets-per-address=1",
                "hub.http.trusted-proxies=127.0.0.1,127.0.0.2")) {
            Wait.until("nobody is there", () -> node.bean(SocketGuard.class).count() == 0);
            List<Raw> held = new ArrayList<>();
            try {
                for (int i = 0; i < 6; i++) {
                    Raw raw = Raw.from("127.0.0.2", node);
                    held.add(raw);
                    assertThat(raw.isServed()).isTrue();
                }
                try (Raw more = Raw.from("127.0.0.2", node)) {
                    assertThat(more.isServed()).isFalse();
                }
            } finally {
                held.forEach(Raw::close);
            }
            assertThat(exceeded(node, Limit.SOCKETS)).isPositive();
            assertThat(exceeded(node, Limit.ADDRESS_SOCKETS)).isZero();
        }
    }

    @Test
    void anAddressConnectsOnlySoFast() throws IOException {
        try (HubNode node = HubNode.start("hub.limits.connects-per-second=1", "hub.http.trusted-proxies=127.0.0.1")) {
            int served = 0;
            while (served < PAST_ANY_BURST) {
                try (Raw raw = Raw.from("127.0.0.2", node)) {
                    if (!raw.isServed()) {
                        break;
                    }
                }
                served++;
            }
            assertThat(served).as("ten seconds' worth at once").isBetween(10, PAST_ANY_BURST - 1);
            assertThat(exceeded(node, Limit.ADDRESS_CONNECTS)).isPositive();
            try (Raw elsewhere = Raw.from("127.0.0.3", node)) {
                assertThat(elsewhere.isServed()).isTrue();
            }
        }
    }

    @Test
    void whoDoesNotGetOnIsCutOffAndAStreamThatIsQuietIsNot() throws Exception {
        try (HubNode node = HubNode.start("hub.http.head-timeout=1s", "hub.http.body-timeout=1s");
                StreamClient stream = node.connect("alice");
                Raw silent = Raw.from("127.0.0.2", node);
                Raw head = Raw.from("127.0.0.2", node);
                Raw body = Raw.from("127.0.0.2", node);
                Raw endless = Raw.from("127.0.0.2", node)) {
            stream.await("systemMessage");
            head.send("GET / HTTP/1.1\r\nHost: a\r\nx: ");
            String post = "POST /api/sse/publish HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
            body.send(post + "Content-Length: 60000\r\n\r\n{");
            endless.send(post + "Transfer-Encoding: chunked\r\n\r\n");
            List<Thread> trickles = List.of(trickle(head, "a"), trickle(body, " "), trickle(endless, "1\r\n \r\n"));
            for (Raw raw : List.of(silent, head, body, endless)) {
                assertThat(raw.answer()).isEmpty();
            }
            for (Thread trickle : trickles) {
                trickle.join();
            }
            assertThat(exceeded(node, Limit.SLOW_HEAD)).isEqualTo(2);
            assertThat(exceeded(node, Limit.SLOW_BODY)).isEqualTo(2);
            node.publish(Channel.client("alice"), 1);
            stream.await("tick");
        }
    }

    /** Sends a little again and again, until the other side has had enough. */
    private static Thread trickle(Raw raw, String bit) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    raw.send(bit);
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException cutOff) {
                // As it should be.
            }
        });
    }

    @Test
    void aConnectionThatIsUsedAgainIsNotCutForItsFirstRequest() throws Exception {
        try (HubNode node = HubNode.start("hub.http.head-timeout=300ms", "hub.http.body-timeout=300ms");
                Raw raw = Raw.from("127.0.0.2", node);
                Raw canary = Raw.from("127.0.0.2", node)) {
            assertThat(raw.isServed()).isTrue();
            assertThat(canary.answer())
                    .as("whoever says nothing is cut meanwhile")
                    .isEmpty();
            raw.socket()
                    .getInputStream()
                    .skipNBytes(raw.socket().getInputStream().available());
            raw.send("GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(raw.answer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void headsAndUrlsHaveTheirSizes() {
        try (HubNode node = HubNode.start("hub.http.max-head=2KB", "hub.http.max-url=256B")) {
            String fits = "/?" + "a".repeat(254);
            assertThat(node.get(fits).status()).isEqualTo(200);
            Answer tooLong = node.get(fits + "a");
            assertThat(tooLong.status()).isEqualTo(414);
            assertThat(tooLong.field("code")).isEqualTo(Limit.URL.code());
            assertThat(exceeded(node, Limit.URL)).isEqualTo(1);

            assertThat(node.call("GET", "/", "", "", "x: " + "a".repeat(1500)).status())
                    .isEqualTo(200);
            Answer tooLarge = node.call("GET", "/", "", "", "x: " + "a".repeat(2100));
            assertThat(tooLarge.status()).isEqualTo(431);
            assertThat(tooLarge.field("code")).isEqualTo(Limit.HEAD.code());
            assertThat(exceeded(node, Limit.HEAD)).isEqualTo(1);

            assertThat(node.post("/api/sse/publish", "\"" + "a".repeat(70_000) + "\"")
                            .status())
                    .isEqualTo(413);
            assertThat(exceeded(node, Limit.BODY)).isEqualTo(1);
        }
    }
}
