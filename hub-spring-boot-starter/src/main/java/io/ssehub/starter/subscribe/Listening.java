package io.ssehub.starter.subscribe;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects, reads to the end, waits, and connects again, until there is nothing more to come. */
final class Listening implements Runnable {
    /*
     * Threads: everything happens on the subscriber's own; others only stop it and look at the cursor.
     */
    private static final Logger log = LoggerFactory.getLogger(HubSubscriber.class);

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_EVENT = 16 * 1024 * 1024;

    /** For all subscribers: each has a connection of its own all the same. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final HubSubscriberBuilder wanted;
    private final Pauses pauses;
    private final Hearing hearing;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;

    /** Whether the hub has refused the token that was shown last, or ended the stream with it. */
    private boolean refused;

    /** The hub has said that there will be nothing more. */
    private boolean over;

    Listening(HubSubscriberBuilder wanted) {
        this.wanted = wanted;
        this.pauses = new Pauses(wanted.pause, wanted.longestPause, ThreadLocalRandom.current());
        this.hearing = new Hearing(
                wanted,
                pauses,
                wanted.tokens == null ? event -> {} : new Renewal(HTTP, wanted.renewal(), wanted.tokens)::onExpiring);
    }

    String cursor() {
        return hearing.cursor();
    }

    CompletableFuture<Void> connected() {
        return hearing.connected().copy();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                Duration pause = connect();
                if (over) {
                    break;
                }
                Thread.sleep(pause);
            }
            end(null);
        } catch (InterruptedException e) {
            end(null);
        } catch (Throwable failure) {
            end(stopped ? null : failure);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
        hearing.connected()
                .completeExceptionally(failure == null ? new IllegalStateException("it has ended") : failure);
    }

    /** One connection from its beginning to its end; how long to wait then. */
    private Duration connect() throws InterruptedException {
        HttpResponse<Chunks> response;
        try {
            response = send();
        } catch (IOException e) {
            return failed(e);
        }
        try (Chunks body = response.body()) {
            int status = response.statusCode();
            if (status == OK) {
                return read(response, body);
            }
            if (status == NO_CONTENT) {
                over = true;
                return Duration.ZERO;
            }
            if (status == UNAUTHORIZED && wanted.tokens != null && !refused) {
                refused = true;
                return Duration.ZERO;
            }
            if (status >= SERVER_ERROR || status == TOO_MANY || status == TIMEOUT) {
                log.debug("{} answers {}", wanted.hub, status);
                return pauses.afterRefusal(response.headers());
            }
            throw new SubscriberRefusedException(status, wanted.hub + " answers " + status + said(body));
        }
    }

    private HttpResponse<Chunks> send() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(wanted.address()).header("Accept", "text/event-stream");
        if (!cursor().isEmpty()) {
            request.header("Last-Event-ID", cursor());
        }
        if (wanted.tokens != null) {
            request.header("Authorization", "Bearer " + wanted.tokens.token(refused));
        }
        // Not the request's own timeout, which may come to mean the body as well.
        CompletableFuture<HttpResponse<Chunks>> answer = HTTP.sendAsync(request.build(), head -> new Chunks());
        try {
            return answer.get(wanted.silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer", e);
        } finally {
            answer.cancel(true);
        }
    }

    private Duration read(HttpResponse<Chunks> response, Chunks body) throws InterruptedException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            throw new SubscriberRefusedException(OK, wanted.hub + " answers " + type + ", which is no event stream");
        }
        hearing.begin();
        EventStreamParser parser = new EventStreamParser(hearing, cursor(), LONGEST_EVENT);
        try {
            Optional<List<ByteBuffer>> piece = body.next(wanted.silence);
            while (piece.isPresent() && !stopped) {
                piece.get().forEach(parser::feed);
                refused = false;
                piece = body.next(wanted.silence);
            }
        } catch (IOException | EventStreamParser.UnreadableException e) {
            refused = hearing.tokenExpired();
            return failed(e);
        }
        refused = hearing.tokenExpired();
        return hearing.farewell() ? pauses.afterFarewell() : pauses.afterFailure();
    }

    private Duration failed(Exception failure) {
        Duration pause = pauses.afterFailure();
        log.debug("{}: connecting again in {}", wanted.hub, pause, failure);
        return pause;
    }

    /** What a refusal says of itself, for people. */
    private static String said(Chunks body) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        try {
            Optional<List<ByteBuffer>> piece = body.next(CONNECT);
            while (piece.isPresent()) {
                piece.get().forEach(buffer -> text.append(StandardCharsets.UTF_8.decode(buffer)));
                piece = body.next(CONNECT);
            }
        } catch (IOException cut) {
            // What was said until then will do.
        }
        return text.isEmpty() ? "" : " " + text;
    }
}
