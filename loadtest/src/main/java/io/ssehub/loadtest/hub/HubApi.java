package io.ssehub.loadtest.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The calls that put something into the hub, made until a node has accepted them.
 *
 * <p>An unknown outcome (no answer, a lost connection, 503) is repeated on the next node with the same key, which the
 * hub answers as if it were the first time; so a killed node neither loses nor doubles anything. Calls block; any
 * number of threads may call. The first node is asked until it fails, then the one after it.
 */
public final class HubApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int ACCEPTED = 202;

    /** The node, or a balancer before it, cannot just now; everything else is an answer. */
    private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

    /** How long one node may take, so that a frozen one does not use up the whole patience. */
    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final int PAUSE_DOUBLINGS = 8;

    private final List<URI> nodes;
    private final Duration patience;
    private final HttpClient http;

    /** The node to ask; threads that fail on the same node move it on once. */
    private final AtomicInteger current = new AtomicInteger();

    /** @param patience how long to go on trying before a call fails */
    public HubApi(List<URI> nodes, Duration patience) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no node to call");
        }
        this.nodes = List.copyOf(nodes);
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ONE_TRY)
                .build();
    }

    /**
     * Publishes one event.
     *
     * @param data a JSON value
     * @param key names this publication, the same for every repetition
     * @return the position it has in its channel
     */
    public String publish(ChannelName channel, String event, String data, String key) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        switch (channel.kind()) {
            case CLIENT -> body.put("client", channel.name());
            case TOPIC -> body.put("topic", channel.name());
            case BROADCAST -> body.put("broadcast", true);
        }
        body.put("event", event).putRawValue("data", new RawValue(data)).put("key", key);
        return post("/api/sse/publish", body, "position");
    }

    /**
     * Asks a question in a client's chat.
     *
     * @param requestId names this question, the same for every repetition
     * @return the id of the message that will answer it
     */
    public String ask(String clientId, String message, String requestId) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("message", message).put("requestId", requestId);
        return post("/api/sse/chat/" + clientId, body, "id");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private String post(String path, ObjectNode body, String wanted) throws InterruptedException {
        long start = System.nanoTime();
        for (int failures = 0; ; failures++) {
            int index = current.get();
            URI target = nodes.get(index % nodes.size()).resolve(path);
            int status = 0;
            String said;
            IOException cause = null;
            try {
                HttpResponse<String> response = http.send(request(target, body), BodyHandlers.ofString());
                status = response.statusCode();
                said = response.body();
                if (status == ACCEPTED) {
                    return field(said, wanted);
                }
            } catch (IOException e) {
                said = e.toString();
                cause = e;
            }
            boolean outOfPatience = System.nanoTime() - start > patience.toNanos();
            if ((cause == null && !NOT_NOW.contains(status)) || outOfPatience) {
                throw new HubApiException("POST " + target + ": " + status + " " + said, status, cause);
            }
            current.compareAndSet(index, (index + 1) % nodes.size());
            Thread.sleep(pauseMillis(failures));
        }
    }

    private static HttpRequest request(URI target, ObjectNode body) {
        return HttpRequest.newBuilder(target)
                .timeout(ONE_TRY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static String field(String body, String name) {
        @Nullable JsonNode value;
        try {
            value = JSON.readTree(body).get(name);
        } catch (JacksonException e) {
            throw new HubApiException("accepted, but the answer is not JSON: " + body, ACCEPTED, e);
        }
        if (value == null || !value.isString()) {
            throw new HubApiException("accepted, but the answer has no " + name + ": " + body, ACCEPTED, null);
        }
        return value.stringValue();
    }

    private static long pauseMillis(int failures) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, PAUSE_DOUBLINGS));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
}
