package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer says what was wrong with it, and nothing about the inside. */
class BadInputIT {
    private static final String DOCTOR = "/api/sse/doctor";
    private static final String CONNECT = "/api/sse/connect/alice";
    private static final String CHAT = "/api/sse/chat/alice";
    private static final String PUBLISH = "/api/sse/publish";
    private static final String LONG = "a".repeat(129);
    private static final String NOTE = "\"client\":\"alice\",\"event\":\"note\",\"data\":1";
    private static final int MAX_BODY = 65_536;

    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start("hub.http.get-actions=true");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** The answer holds nothing that would tell of the server's inside. */
    private static void assertTellsNothing(Answer answer) {
        assertThat(answer.body())
                .doesNotContain("Exception", "at io.", "org.springframework", "java.", "jackson", "io.ssehub")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("servlet")
                .doesNotContainIgnoringCase("caused by");
        assertThat(answer.headers()).doesNotContainKeys("Server", "X-Powered-By");
    }

    private static void assertProblem(Answer answer, int status, String code, String field, String limit) {
        assertTellsNothing(answer);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.field("type")).isEqualTo("urn:ssehub:problem:" + code);
        assertThat(answer.field("detail")).isNotBlank();
        assertThat(answer.field("field")).as(answer.body()).isEqualTo(field);
        assertThat(answer.field("limit")).as(answer.body()).isEqualTo(limit);
    }

    private static String topics(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
    }

    static Stream<Arguments> gets() {
        return Stream.of(
                // what is asked for, status, code, field, limit
                arguments("/api/sse/connect/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/connect/%E4%BD%A0", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/connect/a%7Bb%7D", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/connect/" + LONG, 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/conversations/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/conversations/a%20b/c1", 400, "invalid_client_id", "clientId", "128"),
                arguments(
                        "/api/sse/conversations/alice/a%20b", 400, "invalid_conversation_id", "conversationId", "128"),
                arguments("/api/sse/conversations/alice/nothing", 404, "unknown_conversation", "conversationId", ""),
                arguments(CONNECT + "?topics=a%20b", 400, "invalid_topics", "topics", "128"),
                arguments(CONNECT + "?topics=a,,b", 400, "invalid_topics", "topics", "128"),
                arguments(CONNECT + "?topics=a,b,", 400, "invalid_topics", "topics", "128"),
                arguments(CONNECT + "?topics=client/bob", 400, "invalid_topics", "topics", "128"),
                arguments(CONNECT + "?topics=" + LONG, 400, "invalid_topics", "topics", "128"),
                arguments(CONNECT + "?topics=" + topics(15), 400, "invalid_topics", "topics", "16"),
                arguments(CONNECT + "?client=false&topics=" + topics(16), 400, "invalid_topics", "topics", "16"),
                arguments(CONNECT + "?topics=t16838,t18172", 400, "invalid_topics", "topics", ""),
                arguments(CONNECT + "?client=false&broadcast=false", 400, "invalid_topics", "topics", ""),
                arguments(DOCTOR + "?seconds=1", 400, "invalid_seconds", "seconds", "60"),
                arguments(DOCTOR + "?seconds=61", 400, "invalid_seconds", "seconds", "60"),
                arguments(DOCTOR + "?seconds=soon", 400, "invalid_seconds", "seconds", ""),
                arguments(DOCTOR + "?seconds=99999999999", 400, "invalid_seconds", "seconds", ""),
                arguments(DOCTOR + "?silence=-1", 400, "invalid_silence", "silence", "300"),
                arguments(DOCTOR + "?silence=301", 400, "invalid_silence", "silence", "300"),
                arguments(CONNECT + "?from=nonsense", 400, "invalid_from", "from", ""),
                arguments(CONNECT + "?from=START", 400, "invalid_from", "from", ""),
                arguments(CONNECT + "?from=acked&client=false", 400, "invalid_from", "from", ""),
                arguments(CONNECT + "?client=perhaps", 400, "invalid_client", "client", ""),
                arguments(CONNECT + "?broadcast=2", 400, "invalid_broadcast", "broadcast", ""),
                arguments(CONNECT + "?envelope=nonsense", 400, "invalid_envelope", "envelope", ""),
                arguments("/api/sse/chat/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/chat/" + LONG + "/hi", 400, "invalid_client_id", "clientId", "128"),
                arguments(CHAT + "/%20", 400, "invalid_message", "message", ""),
                arguments("/api/sse/messages/a%20b/m1", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/messages/alice/" + LONG, 400, "invalid_message_id", "messageId", "128"),
                arguments("/api/sse/messages/alice/a%20b", 400, "invalid_message_id", "messageId", "128"),
                arguments("/api/sse/messages/alice/m1", 404, "unknown_message", "messageId", ""),
                // Its key is that of the text of m1.
                arguments("/api/sse/messages/alice/m1:text", 404, "unknown_message", "messageId", ""),
                arguments("/api/sse/disconnect/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/clients/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/cluster/endings?limit=0", 400, "invalid_limit", "limit", "1000"),
                arguments("/api/sse/cluster/endings?limit=1001", 400, "invalid_limit", "limit", "1000"),
                arguments("/api/sse/cluster/endings?limit=many", 400, "invalid_limit", "limit", ""),
                arguments("/api/sse/dead-letters?limit=0", 400, "invalid_limit", "limit", "200"),
                arguments("/api/sse/dead-letters?limit=201", 400, "invalid_limit", "limit", "200"),
                arguments("/api/sse/dead-letters?limit=many", 400, "invalid_limit", "limit", ""),
                arguments("/api/sse/dead-letters?after=rubbish", 400, "invalid_after", "after", ""),
                arguments("/api/sse/history/client/a%20b", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/history/topic/a%20b", 400, "invalid_topic", "topic", "128"),
                arguments("/api/sse/history/broadcast?limit=0", 400, "invalid_limit", "limit", "500"),
                arguments("/api/sse/history/broadcast?limit=501", 400, "invalid_limit", "limit", "500"),
                arguments("/api/sse/history/broadcast?limit=many", 400, "invalid_limit", "limit", ""),
                arguments("/api/sse/history/broadcast?after=rubbish", 400, "invalid_after", "after", ""),
                arguments("/api/sse/history/broadcast?before=0-0", 400, "invalid_before", "before", ""),
                arguments("/api/sse/history/broadcast?before=1-1&after=1-1", 400, "invalid_before", "before", ""),
                arguments("/api/sse/history/control", 404, "not_found", "", ""),
                arguments("/api/sse/nothing", 404, "not_found", "", ""),
                arguments("/api/sse/connect", 404, "not_found", "", ""),
                arguments("/api/sse/connect/alice/more", 404, "not_found", "", ""),
                arguments("/nothing", 404, "not_found", "", ""),
                arguments("/nothing.html", 404, "not_found", "", ""),
                arguments("/error", 404, "not_found", "", ""),
                arguments("/actuator/env", 404, "not_found", "", ""));
    }

    @ParameterizedTest
    @MethodSource("gets")
    void aBadPathOrQueryIsAProblem(String target, int status, String code, String field, String limit) {
        assertProblem(node.get(target), status, code, field, limit);
        // An EventSource or a browser asks for something else, and is told the same way.
        assertProblem(node.call("GET", target, "", "", "Accept: text/event-stream"), status, code, field, limit);
        assertProblem(node.call("GET", target, "", "", "Accept: text/html"), status, code, field, limit);
    }

    static Stream<Arguments> posts() {
        return Stream.of(
                arguments(CHAT, "{\"message\":\"\"}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":\" \\n\\t\"}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":null}", 400, "invalid_message", "message", ""),
                arguments(CHAT, message("a".repeat(8_193)), 400, "invalid_message", "message", "8192"),
                arguments(
                        CHAT,
                        "{\"message\":\"hi\",\"requestId\":\"a b\"}",
                        400,
                        "invalid_request_id",
                        "requestId",
                        "128"),
                arguments(
                        CHAT, "{\"message\":\"hi\",\"requestId\":\"\"}", 400, "invalid_request_id", "requestId", "128"),
                arguments(
                        CHAT,
                        "{\"message\":\"hi\",\"requestId\":\"" + LONG + "\"}",
                        400,
                        "invalid_request_id",
                        "requestId",
                        "128"),
                arguments(
                        CHAT,
                        "{\"message\":\"hi\",\"conversationId\":\"a/b\"}",
                        400,
                        "invalid_conversation_id",
                        "conversationId",
                        "128"),
                arguments("/api/sse/chat/a%20b", message("hi"), 400, "invalid_client_id", "clientId", "128"),
                arguments(CHAT, "{\"message\":\"hi\",\"colour\":\"red\"}", 400, "unknown_field", "colour", ""),
                arguments(CHAT, "{\"message\":[\"hi\"]}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":{\"text\":\"hi\"}}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":7}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":true}", 400, "invalid_message", "message", ""),
                arguments(CHAT, "{\"message\":\"hi\"", 400, "malformed_json", "body", ""),
                arguments(CHAT, "{\"message\":\"hi\"} more", 400, "malformed_json", "body", ""),
                arguments(CHAT, "{\"message\":\"hi\n\"}", 400, "malformed_json", "body", ""),
                arguments(CHAT, "{'message':'hi'}", 400, "malformed_json", "body", ""),
                arguments(CHAT, "message=hi", 400, "malformed_json", "body", ""),
                arguments(CHAT, "\u0000", 400, "malformed_json", "body", ""),
                arguments(CHAT, "[]", 400, "invalid_body", "body", ""),
                arguments(CHAT, "\"hi\"", 400, "invalid_body", "body", ""),
                arguments(CHAT, "7", 400, "invalid_body", "body", ""),
                arguments(CHAT, "null", 400, "missing_body", "body", ""),
                arguments(CHAT, "", 400, "missing_body", "body", ""),
                arguments(PUBLISH, "", 400, "missing_body", "body", ""),
                arguments(PUBLISH, publication("\"event\":\"note\",\"data\":1"), 400, "invalid_target", "client", ""),
                arguments(
                        PUBLISH,
                        publication("\"broadcast\":false,\"event\":\"note\",\"data\":1"),
                        400,
                        "invalid_target",
                        "client",
                        ""),
                arguments(PUBLISH, publication("\"topic\":\"t\"," + NOTE), 400, "invalid_target", "client", ""),
                arguments(PUBLISH, publication("\"broadcast\":true," + NOTE), 400, "invalid_target", "client", ""),
                arguments(PUBLISH, publication(NOTE.replace("alice", "a b")), 400, "invalid_client", "client", "128"),
                arguments(PUBLISH, publication(NOTE.replace("alice", LONG)), 400, "invalid_client", "client", "128"),
                arguments(
                        PUBLISH,
                        publication("\"topic\":\"a/b\",\"event\":\"note\",\"data\":1"),
                        400,
                        "invalid_topic",
                        "topic",
                        "128"),
                arguments(PUBLISH, publication(NOTE + ",\"key\":\"a b\""), 400, "invalid_key", "key", "128"),
                arguments(PUBLISH, publication(NOTE + ",\"key\":\"" + LONG + "\""), 400, "invalid_key", "key", "128"),
                arguments(PUBLISH, publication(NOTE + ",\"id\":\"1\""), 400, "unknown_field", "id", ""),
                arguments(PUBLISH, publication("\"client\":\"alice\",\"data\":1"), 400, "invalid_event", "event", "64"),
                arguments(PUBLISH, publication(NOTE.replace("note", "")), 400, "invalid_event", "event", "64"),
                arguments(PUBLISH, publication(NOTE.replace("note", "a b")), 400, "invalid_event", "event", "64"),
                arguments(PUBLISH, publication(NOTE.replace("note", "a\\nid: 1")), 400, "invalid_event", "event", "64"),
                arguments(
                        PUBLISH,
                        publication(NOTE.replace("note", "e".repeat(65))),
                        400,
                        "invalid_event",
                        "event",
                        "64"),
                arguments(
                        PUBLISH,
                        publication("\"client\":\"alice\",\"event\":\"note\""),
                        400,
                        "invalid_data",
                        "data",
                        ""),
                arguments(PUBLISH, publication(NOTE.replace("\"alice\"", "7")), 400, "invalid_client", "client", ""),
                arguments(PUBLISH, publication(NOTE.replace("\"alice\"", "[]")), 400, "invalid_client", "client", ""),
                arguments(
                        PUBLISH,
                        publication("\"broadcast\":\"yes\",\"event\":\"note\",\"data\":1"),
                        400,
                        "invalid_broadcast",
                        "broadcast",
                        ""),
                arguments(
                        PUBLISH,
                        publication("\"broadcast\":1,\"event\":\"note\",\"data\":1"),
                        400,
                        "invalid_broadcast",
                        "broadcast",
                        ""),
                arguments(
                        PUBLISH,
                        publication(NOTE.replace(":1", ":" + "[".repeat(2_000))),
                        400,
                        "malformed_json",
                        "body",
                        ""),
                arguments(PUBLISH, publication(NOTE.replace(":1", ":NaN")), 400, "malformed_json", "body", ""),
                arguments("/api/sse/ack/a%20b/m1", "", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/ack/alice/a%20b", "", 400, "invalid_message_id", "messageId", "128"),
                arguments("/api/sse/ack/alice/m1", "", 404, "unknown_message", "messageId", ""),
                arguments("/api/sse/disconnect/a%20b", "", 400, "invalid_client_id", "clientId", "128"),
                arguments("/api/sse/token", "", 400, "missing_body", "body", ""),
                arguments("/api/sse/token", "{}", 400, "invalid_connection", "connection", ""),
                arguments("/api/sse/token", "{\"connection\":\"a/b\"}", 400, "invalid_connection", "connection", ""),
                arguments("/api/sse/token", "{\"connection\":7}", 400, "invalid_connection", "connection", ""),
                arguments("/api/sse/token", "{\"token\":\"t\"}", 400, "unknown_field", "token", ""));
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }

    private static String publication(String fields) {
        return "{" + fields + "}";
    }

    @ParameterizedTest
    @MethodSource("posts")
    void aBadBodyIsAProblem(String target, String body, int status, String code, String field, String limit) {
        assertProblem(node.post(target, body), status, code, field, limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemMessage",
                "heartbeat",
                "gap",
                "disconnected",
                "tokenExpiring",
                "messageStart",
                "messageFragment",
                "messageEnd",
                "messageError",
                "error",
                "open"
            })
    void theHubsOwnEventNamesAreRefused(String event) {
        Answer answer = node.post(PUBLISH, publication(NOTE.replace("note", event)));
        assertProblem(answer, 400, "reserved_event_name", "event", "");
        assertThat(answer.field("detail")).contains(event);
    }

    @Test
    void aFieldNameOutOfTheRequestIsShortened() {
        Answer answer = node.post(CHAT, "{\"message\":\"hi\",\"" + "x".repeat(5_000) + "\":1}");
        assertThat(answer.field("code")).isEqualTo("unknown_field");
        assertThat(answer.body()).hasSizeLessThan(400);
    }

    static Stream<Arguments> wrongMethods() {
        return Stream.of(
                arguments("POST", CONNECT, "GET"),
                arguments("DELETE", CONNECT, "GET"),
                arguments("GET", PUBLISH, "POST"),
                arguments("PUT", PUBLISH, "POST"),
                arguments("PATCH", CHAT, "GET, POST"),
                arguments("DELETE", CHAT, "GET, POST"),
                arguments("POST", "/api/sse/messages/alice/m1", "DELETE, GET"),
                arguments("POST", "/api/sse/conversations/alice", "GET"),
                arguments("PUT", "/api/sse/conversations/alice/c1", "DELETE, GET"),
                arguments("GET", "/api/sse/ack/alice/m1", "POST"),
                arguments("PUT", "/api/sse/disconnect/alice", "GET, POST"),
                arguments("PUT", "/api/sse/cluster/n1/drain", "DELETE, POST"),
                arguments("POST", DOCTOR, "GET"),
                arguments("POST", "/api/sse/dead-letters", "GET"),
                arguments("GET", "/api/sse/dead-letters/1-0", "DELETE"),
                arguments("GET", "/api/sse/dead-letters/1-0/requeue", "POST"),
                arguments("POST", "/sse/stream", "GET"),
                arguments("DELETE", "/", "GET, HEAD"),
                arguments("POST", "/console", "GET"),
                arguments("POST", "/hub-client.js", "GET, HEAD"),
                arguments("BREW", CHAT, "GET, POST"));
    }

    @ParameterizedTest
    @MethodSource("wrongMethods")
    void aWrongMethodIsToldTheRightOnes(String method, String target, String allowed) {
        Answer answer = node.call(method, target, "", "");
        assertProblem(answer, 405, "method_not_allowed", "", "");
        assertThat(List.of(answer.header("Allow").split(", ?"))).containsExactlyInAnyOrder(allowed.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "image/png"})
    void aWrongContentTypeIsRefused(String type) {
        assertProblem(node.call("POST", CHAT, type, "{\"message\":\"hi\"}"), 415, "unsupported_media_type", "", "");
        assertProblem(node.call("POST", PUBLISH, type, publication(NOTE)), 415, "unsupported_media_type", "", "");
    }

    /** A filter read the whole of such a body into memory before anybody was asked who they are, and threw at what it was. */
    @Test
    void formsAndTheirPartsAreReadByNobody() {
        String form = "application/x-www-form-urlencoded";
        assertThat(node.call("DELETE", "/api/sse/cookie", form, "a=%zz&").status())
                .isEqualTo(204);
        assertProblem(
                node.call("POST", "/api/sse/identity", "multipart/form-data; boundary=x", "--x\r\nrubbish"),
                404,
                "open_mode",
                "",
                "");
        String endless = "DELETE /api/sse/cookie HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: " + form
                + "\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na=b&\r\n";
        assertThat(node.send(endless.getBytes(StandardCharsets.US_ASCII)).status())
                .as("nobody waits for its end")
                .isEqualTo(204);
    }

    /** It showed whoever made a browser send it what the browser had added. */
    @Test
    void noRequestIsSentBackToWhoeverSentIt() {
        Answer answer = node.call("TRACE", CHAT, "", "", "Cookie: a=secret");
        assertProblem(answer, 501, "not_implemented", "", "");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void aContentTypeThatIsNoneIsRefused() {
        assertProblem(
                node.call("POST", CHAT, "rubbish", "{\"message\":\"hi\"}"), 415, "unsupported_media_type", "", "");
        assertProblem(node.call("POST", CHAT, "", "{\"message\":\"hi\"}"), 415, "unsupported_media_type", "", "");
    }

    @Test
    void anAnswerInAnotherFormThanJsonIsRefused() {
        assertProblem(node.call("GET", CHAT, "", "", "Accept: application/xml"), 406, "not_acceptable", "", "");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByItsLength() {
        String body = message("a".repeat(MAX_BODY));
        assertProblem(node.post(CHAT, body), 413, "body_too_large", "body", "65536");
        assertProblem(node.post(PUBLISH, body), 413, "body_too_large", "body", "65536");
    }

    @Test
    void aBodyOfTheLimitIsRead() {
        String body = "{\"message\":\"hi\"" + " ".repeat(MAX_BODY - 16) + "}";
        assertThat(body).hasSize(MAX_BODY);
        assertThat(node.post(CHAT, body).status()).isEqualTo(202);
        assertProblem(node.post(CHAT, body + " "), 413, "body_too_large", "body", "65536");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoIfItDoesNotSayHowLongItIs() {
        assertProblem(node.send(chunked(message("a".repeat(MAX_BODY)))), 413, "body_too_large", "body", "65536");
        assertThat(node.send(chunked(message("hi"))).status()).isEqualTo(202);
    }

    private static byte[] chunked(String body) {
        StringBuilder request = new StringBuilder("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < body.length(); from += 1_000) {
            String chunk = body.substring(from, Math.min(body.length(), from + 1_000));
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return request.append("0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] request = Http.request("POST", CHAT, "application/json", "{\"message\":\"XY\"}", List.of());
        int at = new String(request, StandardCharsets.ISO_8859_1).indexOf("XY");
        request[at] = (byte) 0xc3;
        request[at + 1] = (byte) 0x28;
        assertProblem(node.send(request), 400, "malformed_json", "body", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/sse/connect/a%2Fb",
                "/api/sse/connect/..",
                "/api/sse/connect/../publish",
                "/api/sse/connect/%2e%2e/publish",
                "/api/sse/connect/alice;v=1",
                "/api/sse/connect/alice%3Bv=1",
                "/api/sse/connect/a%00b",
                "/api/sse/connect/a%0Ab",
                "/api/sse/connect/.",
                "/api/sse/./connect/alice",
                "/;a/api/sse/connect/alice",
                "/api/sse/connect/a%5Cb",
                "/api/sse/connect/a%",
                "/api/sse/connect/a%zz",
                "/api/sse/connect/%C3%28",
                "/api/sse/connect//alice",
                "/api/sse/connect/a\u0001b",
                "/api/sse/connect/a\u0000b",
                "/api/sse/connect/a b",
                "/api/sse/connect/a<script>alert(1)</script>",
                "/api/sse/connect/alice?topics=%",
                "/api/sse/connect/alice?topics=%zz",
                "/api/sse/connect/alice?topics=%C3%28",
                "/api/sse/connect/alice?topics=a\u0000b",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "//",
                "*",
                "rubbish",
                "http://[",
                "/<script>alert(1)</script>"
            })
    void aPathThatNobodyShouldSendIsRefusedAndTellsNothing(String target) {
        Answer answer = node.send(Http.request("GET", target, "", "", List.of()));
        assertThat(answer.status()).isBetween(400, 431);
        assertTellsNothing(answer);
        assertThat(answer.body()).doesNotContain("<script>", "passwd");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.field("code")).isNotBlank();
        assertThat(node.meter("hub.connections")).isZero();
    }

    @Test
    void whatIsFarTooLongIsRefusedAndTellsNothing() {
        for (Answer answer : List.of(
                node.get("/api/sse/connect/" + "a".repeat(20_000)),
                node.get(CONNECT + "?topics=" + "a".repeat(20_000)),
                node.call("GET", CONNECT, "", "", "Last-Event-ID: " + "1".repeat(20_000)),
                node.call("GET", CONNECT, "", "", "X-Rubbish: " + "x".repeat(100_000)))) {
            assertThat(answer.status()).isIn(400, 414, 431);
            assertTellsNothing(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /api/sse/chat/alice HTTP/1.1\r\n\r\n",
                "GET /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
                "POST /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                "GET /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nX-A: b\u0000c\r\n\r\n",
                "GET /api/sse/chat/alice HTTP/1.1\r\nHost: a\r\nX A: b\r\n\r\n"
            })
    void whatIsHardlyHttpIsRefusedAndTellsNothing(String request) {
        Answer answer = node.send(request.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.status()).isNotEqualTo(500);
        assertTellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONNECT, DOCTOR, "/sse/stream"})
    void headOfAStreamIsItsHeadersAndOpensNothing(String target) {
        double before = node.meter("hub.connections.opened");
        Answer answer = node.call("HEAD", target, "", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.body()).isEmpty();
        assertThat(node.meter("hub.connections")).isZero();
        assertThat(node.meter("hub.connections.opened")).isEqualTo(before);
    }

    @Test
    void dataThatIsNullIsData() {
        assertThat(node.post(PUBLISH, publication(NOTE.replace(":1", ":null"))).status())
                .isEqualTo(202);
    }
}
