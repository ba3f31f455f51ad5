package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Over HTTP. Requests with events of one channel follow each other, so that these keep their order; lanes have their requests under
 * way at once, and each takes what waits for different channels together.
 */
public final class HttpTransport implements Transport {
    private static final int LANES = 16;
    /** Events that may wait in a lane; more are refused at once, as those that wait grow old. */
    private static final int WAITING = 1_000;

    private static final int OK = 200;

    private final HttpSettings settings;
    private final HttpClient http;
    private final List<HttpLane> lanes;

    public HttpTransport(HttpSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
        PublishCall call = new PublishCall(http, settings);
        this.lanes = IntStream.range(0, LANES)
                .mapToObj(lane -> HttpLane.start("hub-publisher-" + lane, WAITING, call))
                .toList();
    }

    @Override
    public CompletableFuture<Position> send(Message message) {
        return send(message, ConcurrentHashMap.newKeySet());
    }

    @Override
    public List<CompletableFuture<Position>> send(List<Message> messages) {
        Set<Channel> failed = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Position>> answers = new ArrayList<>(messages.size());
        messages.forEach(message -> answers.add(send(message, failed)));
        return answers;
    }

    private CompletableFuture<Position> send(Message message, Set<Channel> failed) {
        return lanes.get(Math.floorMod(message.channel().hashCode(), LANES)).offer(message, failed);
    }

    @Override
    public String trouble() {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(settings.at("/actuator/health/readiness"))
                                    .timeout(settings.timeout())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == OK ? "" : "the hub at " + settings.hub() + " is not ready: it answers " + status;
        } catch (IOException e) {
            return "the hub at " + settings.hub() + " cannot be reached: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void close() {
        lanes.forEach(HttpLane::close);
        http.shutdownNow();
    }
}
