package io.ssehub.hub.sink;

import io.ssehub.hub.sink.SinkProperties.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens event streams: chooses the sink, writes the response's head. */
@Component
@EnableConfigurationProperties(SinkProperties.class)
public final class EventStreams {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final long NO_TIMEOUT = 0;

    /** The head of every stream, but for its type. */
    private static final HttpHeaders HEAD = HttpHeaders.readOnlyHttpHeaders(head());

    /** The same where the end of the connection is the end of the response, so that there are no chunks to frame. */
    private static final HttpHeaders CLOSING_HEAD = HttpHeaders.readOnlyHttpHeaders(closing(head()));

    private final Kind kind;
    private final Executor virtualThreads;

    EventStreams(SinkProperties properties, ServerProperties server, Executor virtualThreads) {
        boolean compressed = compresses(server.getCompression());
        if (compressed && properties.kind() == Kind.ENDPOINT) {
            log.warn(
                    "server.compression applies to {}, so hub.sink.kind=endpoint has no effect",
                    MediaType.TEXT_EVENT_STREAM_VALUE);
        }
        this.kind = compressed ? Kind.EMITTER : properties.kind();
        this.virtualThreads = virtualThreads;
    }

    /** What goes past the container is not compressed by it. */
    private static boolean compresses(Compression compression) {
        return compression.getEnabled()
                && Arrays.asList(compression.getMimeTypes()).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    /** Whether only the response's head is wanted. */
    public static boolean isHeadOnly(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.HEAD.name());
    }

    /** The head of a stream without the stream. */
    public ResponseEntity<?> headOnly() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .headers(HEAD)
                .build();
    }

    /** A stream that answers {@code request}. */
    public EventStream open(HttpServletRequest request) {
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Optional<JettyConnection> connection = JettyConnection.of(request);
        Sink sink = connection
                .map(jetty -> {
                    jetty.allowSilence();
                    EmitterSink opening = new EmitterSink(emitter, virtualThreads, jetty::cut);
                    return kind == Kind.ENDPOINT ? new EndPointSink(jetty, opening) : opening;
                })
                .orElseGet(() -> new EmitterSink(emitter, virtualThreads, () -> {}));
        HttpHeaders head = connection.isPresent() ? CLOSING_HEAD : HEAD;
        return new EventStream(request, emitter, sink, head, virtualThreads);
    }

    /** Nothing on the way may keep, change or hold back what comes. */
    private static HttpHeaders head() {
        HttpHeaders head = new HttpHeaders();
        head.setCacheControl(CacheControl.noCache().noTransform());
        head.set("X-Accel-Buffering", "no");
        head.setVary(List.of("Last-Event-ID", HttpHeaders.ACCEPT));
        return head;
    }

    private static HttpHeaders closing(HttpHeaders head) {
        head.setConnection("close");
        return head;
    }
}
