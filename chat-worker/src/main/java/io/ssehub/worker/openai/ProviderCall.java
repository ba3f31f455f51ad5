package io.ssehub.worker.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.ssehub.worker.generator.GenerationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to the provider and its stream: what OpenAI's SDK takes for an HTTP client, made for this request alone.
 *
 * <p>The SDK's own way of closing a stream waits for the thread that reads it, and before the response's head it closes
 * nothing at all; {@link #cancel} closes the connection at once, whatever it is waiting for.
 */
final class ProviderCall implements HttpClient {
    private static final Logger log = LoggerFactory.getLogger(ProviderCall.class);

    /** As much of an error's body as goes into the log. */
    private static final int LONGEST_COMPLAINT = 500;

    /** A provider that fails and then says nothing keeps nobody waiting. */
    private static final long COMPLAINT_SECONDS = 1;

    private static final int LEAST_REDIRECT = 300;
    private static final String AUTHORIZATION = "Authorization";

    // Final after construction.
    private final java.net.http.HttpClient http;
    private final ApiKey key;
    private final long mostUnheardBytes;

    // Guarded by this.
    private boolean cancelled;
    private @Nullable CompletableFuture<java.net.http.HttpResponse<InputStream>> exchange;

    // Set once, before anything is read.
    private volatile @Nullable EventStream stream;

    ProviderCall(java.net.http.HttpClient http, ApiKey key, long mostUnheardBytes) {
        this.http = http;
        this.key = key;
        this.mostUnheardBytes = mostUnheardBytes;
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        if (isCancelled()) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        CompletableFuture<java.net.http.HttpResponse<InputStream>> sent =
                http.sendAsync(converted(request), head -> new ResponseBody());
        boolean late;
        synchronized (this) {
            exchange = sent;
            late = cancelled;
        }
        if (late) {
            abandon(sent);
        }
        return sent.thenCompose(this::checked);
    }

    private java.net.http.HttpRequest converted(HttpRequest request) {
        HttpRequestBody body = Objects.requireNonNull(request.body(), "a chat has a body");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
        Headers headers = request.headers();
        for (String name : headers.names()) {
            if (!name.equalsIgnoreCase(AUTHORIZATION)) {
                headers.values(name).forEach(value -> builder.header(name, value));
            }
        }
        // The SDK never sees the key.
        if (!key.isEmpty()) {
            builder.header(AUTHORIZATION, key.authorization());
        }
        builder.setHeader("Content-Type", "application/json");
        return builder.build();
    }

    private CompletableFuture<HttpResponse> checked(java.net.http.HttpResponse<InputStream> response) {
        if (response.statusCode() < LEAST_REDIRECT) {
            return CompletableFuture.completedFuture(new Answered(response));
        }
        return CompletableFuture.supplyAsync(
                        () -> complaint(response.body()), http.executor().orElseThrow())
                .completeOnTimeout("", COMPLAINT_SECONDS, TimeUnit.SECONDS)
                .thenCompose(complaint -> {
                    closeQuietly(response.body());
                    return CompletableFuture.failedFuture(refused(response, complaint));
                });
    }

    private GenerationException refused(java.net.http.HttpResponse<InputStream> response, String complaint) {
        return Refusal.of(response.statusCode(), response.headers().firstValue("Retry-After"), complaint);
    }

    /** What the provider calls the error. */
    private String complaint(InputStream body) {
        try {
            // More than is shown, so that a key is not cut in two and then not found.
            String text = new String(body.readNBytes(4 * LONGEST_COMPLAINT), StandardCharsets.UTF_8);
            log.debug("the provider refuses: {}", Complaints.shown(text, key, LONGEST_COMPLAINT));
            return Complaints.kind(text, key);
        } catch (IOException cut) {
            return "";
        }
    }

    /** Ends the request, whatever it is waiting for; the provider sees its connection closed. */
    void cancel() {
        CompletableFuture<java.net.http.HttpResponse<InputStream>> sent;
        synchronized (this) {
            cancelled = true;
            sent = exchange;
        }
        if (sent != null) {
            abandon(sent);
        }
    }

    private static void abandon(CompletableFuture<java.net.http.HttpResponse<InputStream>> sent) {
        sent.cancel(true);
        sent.thenAccept(response -> closeQuietly(response.body()));
    }

    /** Something of the stream has come out of the SDK; on the thread that reads it. */
    void heard() {
        EventStream heard = stream;
        if (heard != null) {
            heard.heard();
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException closed) {
            // It is not wanted any more.
        }
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    /** Nothing: the connections belong to all requests. */
    @Override
    public void close() {}

    /** A response with 2xx, as the SDK wants it. */
    private final class Answered implements HttpResponse {
        private final java.net.http.HttpResponse<InputStream> response;
        private final InputStream body;

        Answered(java.net.http.HttpResponse<InputStream> response) {
            this.response = response;
            EventStream bounded = new EventStream(response.body(), mostUnheardBytes);
            this.body = bounded;
            stream = bounded;
        }

        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public Headers headers() {
            Headers.Builder headers = Headers.builder();
            response.headers().map().forEach(headers::put);
            return headers.build();
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public void close() {
            closeQuietly(body);
        }
    }
}
