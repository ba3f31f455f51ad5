package io.ssehub.hub.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain publication is answered without a servlet; nobody can tell by the answer, and all others go the ordinary way. */
class DirectPublishIT {
    private static final String PATH = "/api/sse/publish";
    private static final String JSON = "application/json";
    private static final String GOOD = "{\"client\":\"alice\",\"event\":\"note\",\"data\":{\"a\":1.0}}";
    private static final String CORS = "hub.http.cors-origins=https://chat.example.org";

    private static HubNode direct;
    private static HubNode ordinary;

    @BeforeAll
    static void start() {
        direct = HubNode.start(CORS, "hub.node.name=same");
        ordinary = HubNode.start(CORS, "hub.node.name=same", "hub.publish.direct=false");
    }

    @AfterAll
    static void stop() {
        direct.close();
        ordinary.close();
    }

    private static double answeredDirectly(HubNode node) {
        return node.meter("hub.publish.direct");
    }

    private static double counted(HubNode node) {
        return node.meter("http.server.requests", "uri", PATH);
    }

    /** All bytes of an answer, but for what differs from call to call. */
    private static String raw(HubNode node, byte[]... pieces) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            for (byte[] piece : pieces) {
                socket.getOutputStream().write(piece);
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("\\d{13}-\\d+", "POSITION")
                    .replaceAll("(?m)^Date: .*\r\n", "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] request(String contentType, String body, String... headers) {
        return Http.request("POST", PATH, contentType, body, List.of(headers));
    }

    private static byte[] head(String head, String body) {
        return ("POST " + head + "\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + JSON + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    static Stream<byte[]> plain() {
        return Stream.of(
                request(JSON, GOOD),
                request("Application/JSON; charset=UTF-8", GOOD),
                request(JSON, GOOD, "Accept: */*", "Accept-Encoding: gzip, deflate", "User-Agent: curl/8"),
                request(
                        JSON,
                        GOOD,
                        "Accept: application/json",
                        "X-Forwarded-For: 192.0.2.1",
                        "X-Forwarded-Proto: https"),
                request(JSON, GOOD, "Authorization: Bearer nobody.is.asked"),
                request(JSON, "{\"topic\":\"news\",\"event\":\"note\",\"data\":\"床前明月光 🌙\",\"broadcast\":false}"),
                request(JSON, "{\"broadcast\":true,\"event\":\"note\",\"data\":null}"),
                request(JSON, GOOD.replace("}}", "},\"key\":\"once\"}")),
                request(JSON, " " + GOOD + "\n"),
                request(JSON, GOOD.replace("1.0", "\"" + "x".repeat(50_000) + "\"")));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void aPlainPublicationIsAnsweredDirectlyAndByTheSameBytes(byte[] request) {
        double before = answeredDirectly(direct);
        String answer = raw(direct, request);
        assertThat(answer).startsWith("HTTP/1.1 202 Accepted\r\n").isEqualTo(raw(ordinary, request));
        assertThat(answeredDirectly(direct)).isEqualTo(before + 1);
        assertThat(answeredDirectly(ordinary)).isZero();
    }

    static Stream<byte[]> unusual() {
        return Stream.of(
                request(JSON, GOOD, "Cookie: a=b"),
                request(JSON, GOOD, "Origin: https://chat.example.org"),
                request(JSON, GOOD, "Origin: https://elsewhere.example.org"),
                request(JSON, GOOD, "Accept: text/html"),
                request(JSON, GOOD, "Accept: application/problem+json"),
                request(JSON, GOOD, "Content-Encoding: gzip"),
                request(JSON, GOOD, "X-Never-Heard-Of: this"),
                request(JSON, GOOD, "Accept: */*", "Accept: text/html"),
                request(JSON, GOOD, "Upgrade: h2c"),
                request("text/plain", GOOD),
                request("application/x-ndjson", GOOD + "\n"),
                request(JSON, ""),
                request(JSON, "null"),
                request(JSON, "[]"),
                request(JSON, "{"),
                request(JSON, GOOD + GOOD),
                request(JSON, "{\"client\":\"alice\",\"event\":\"note\"}"),
                request(JSON, "{\"client\":\"al ice\",\"event\":\"note\",\"data\":1}"),
                request(JSON, "{\"client\":\"alice\",\"topic\":\"news\",\"event\":\"note\",\"data\":1}"),
                request(JSON, "{\"client\":\"alice\",\"event\":\"gap\",\"data\":1}"),
                request(JSON, "{\"client\":7,\"event\":\"note\",\"data\":1}"),
                request(JSON, "{\"client\":\"alice\",\"event\":\"note\",\"data\":1,\"key\":\"\"}"),
                request(JSON, "{\"client\":\"alice\",\"event\":\"note\",\"data\":1,\"more\":1}"),
                Http.request("POST", PATH + "?a=b", JSON, GOOD, List.of()),
                Http.request("POST", PATH + "/", JSON, GOOD, List.of()),
                Http.request("PUT", PATH, JSON, GOOD, List.of()),
                Http.request("GET", PATH, "", "", List.of()),
                head(PATH + " HTTP/1.0\r\nContent-Length: " + GOOD.length(), GOOD),
                head(
                        PATH + " HTTP/1.1\r\nTransfer-Encoding: chunked",
                        Integer.toHexString(GOOD.length()) + "\r\n" + GOOD + "\r\n0\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void anythingElseIsAnsweredTheOrdinaryWay(byte[] request) {
        double before = answeredDirectly(direct);
        assertThat(raw(direct, request)).isEqualTo(raw(ordinary, request));
        assertThat(answeredDirectly(direct)).isEqualTo(before);
    }

    @Test
    void aBodyMayComeLater() throws IOException {
        byte[] whole = request(JSON, GOOD);
        double before = answeredDirectly(direct);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), direct.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            int head = whole.length - GOOD.length();
            socket.getOutputStream().write(whole, 0, head);
            Wait.until("the head is there", () -> direct.activeRequests() > 0);
            socket.getOutputStream().write(whole, head, 7);
            socket.getOutputStream().write(whole, head + 7, GOOD.length() - 7);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202");
        }
        assertThat(answeredDirectly(direct)).isEqualTo(before + 1);
    }

    @Test
    void requestsInOneWriteAreAnsweredInTheirOrderWhicheverWayTheyGo() {
        String good = new String(request(JSON, GOOD), StandardCharsets.UTF_8).replace("Connection: close\r\n", "");
        String bad = good.replace("\"note\"", "\"gap!\"");
        String all = good + good + bad + good + new String(request(JSON, GOOD), StandardCharsets.UTF_8);
        double before = answeredDirectly(direct);
        String answers = raw(direct, all.getBytes(StandardCharsets.UTF_8));
        assertThat(Pattern.compile("HTTP/1\\.1 (\\d+)")
                        .matcher(answers)
                        .results()
                        .map(answer -> answer.group(1)))
                .containsExactly("202", "202", "400", "202", "202");
        assertThat(answeredDirectly(direct)).isEqualTo(before + 4);
    }

    @Test
    void aClientThatDoesNotWaitForAnswersGetsThemAll() {
        String last = new String(request(JSON, GOOD), StandardCharsets.UTF_8);
        byte[] goesOn = last.replace("Connection: close\r\n", "").getBytes(StandardCharsets.UTF_8);
        byte[][] pieces = Stream.concat(Stream.generate(() -> goesOn).limit(100), Stream.of(request(JSON, GOOD)))
                .toArray(byte[][]::new);
        double before = answeredDirectly(direct);
        assertThat(Pattern.compile("HTTP/1\\.1 202 ")
                        .matcher(raw(direct, pieces))
                        .results())
                .hasSize(101);
        assertThat(answeredDirectly(direct)).isEqualTo(before + 101);
    }

    @Test
    void whatRedisHasRefusedIsSaidTheOrdinaryWay() {
        String keyed = GOOD.replace("}}", "},\"key\":\"" + HubNode.name("key") + "\"}");
        double before = answeredDirectly(direct);
        assertThat(direct.post(PATH, keyed).status()).isEqualTo(202);
        assertThat(direct.post(PATH, keyed.replace("1.0", "2")).field("code")).isEqualTo("key_conflict");
        assertThat(answeredDirectly(direct)).isEqualTo(before + 1);
    }

    @Test
    void tokensAreTakenThatWereJustCheckedAndNoOthers() {
        try (HubNode node = HubNode.start(Tokens.JWT)) {
            String granted = Tokens.bearer(Tokens.publishing("feeder", "client/alice"));
            AtomicInteger sent = new AtomicInteger(1);
            assertThat(node.call("POST", PATH, JSON, GOOD, granted).status()).isEqualTo(202);
            assertThat(answeredDirectly(node)).as("its first call").isZero();
            Wait.until("a token that was just checked is known", () -> {
                sent.incrementAndGet();
                assertThat(node.call("POST", PATH, JSON, GOOD, granted).status())
                        .isEqualTo(202);
                return answeredDirectly(node) > 0;
            });
            Wait.untilAsserted(
                    () -> assertThat(counted(node)).as("calls, of both ways").isEqualTo(sent.get()));
            double before = answeredDirectly(node);
            assertThat(node.post(PATH, GOOD).status()).isEqualTo(401);
            assertThat(node.call("POST", PATH, JSON, GOOD, granted + "x").status())
                    .isEqualTo(401);
            assertThat(node.call("POST", PATH, JSON, GOOD.replace("alice", "bob"), granted)
                            .field("code"))
                    .isEqualTo("publish_not_granted");
            assertThat(answeredDirectly(node)).isEqualTo(before);
        }
    }

    @Test
    void aPublicationCountsOnceWhicheverWayItGoes() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (HubNode node = HubNode.startOn(
                RedisURI.create("127.0.0.1", nobody),
                RedisFixture.freshPrefix(),
                "hub.limits.publishes-per-second=1",
                "hub.http.trusted-proxies=127.0.0.1")) {
            Answer away = node.call("POST", PATH, JSON, GOOD, "X-Forwarded-For: 192.0.2.1");
            assertThat(away.field("code")).isEqualTo("redis_unavailable");
            Answer bad = node.call("POST", PATH, JSON, "{}", "X-Forwarded-For: 192.0.2.2");
            assertThat(bad.field("code")).isEqualTo("invalid_target");
        }
    }
}
