package io.ssehub.hub.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Where requests come in, on the threads that listen to sockets, which must not wait: a {@link DirectCall} is answered here;
 * any other request gets a thread of its own and goes the ordinary way.
 */
final class Door extends Handler.Wrapper {
    /*
     * Threads: a listening one brings a request and, if it comes later, its body; whoever has the answer writes it. They
     * follow each other: nobody touches a request that was handed on.
     */
    private final @Nullable DirectCall call;
    private final Addresses addresses;
    private final List<FixedHeaders> headers;

    Door(@Nullable DirectCall call, Addresses addresses, List<FixedHeaders> headers) {
        this.call = call;
        this.addresses = addresses;
        this.headers = headers;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        DirectCall direct = call;
        if (direct != null && PlainRequest.isFor(direct, request)) {
            new WholeBody(request, body -> begin(direct, body, response, callback)).read();
        } else {
            ordinary(request, response, callback);
        }
        return true;
    }

    private void begin(DirectCall direct, WholeBody body, Response response, Callback callback) {
        CompletionStage<byte[]> answer = begun(direct, body);
        if (answer == null) {
            ordinary(body.again(), response, callback);
            return;
        }
        answer.whenComplete((json, failure) -> {
            if (failure == null) {
                answer(direct.status(), json, body.request(), response, callback);
            } else {
                Request again = body.again();
                again.setAttribute(DirectCall.class.getName(), cause(failure));
                ordinary(again, response, callback);
            }
        });
    }

    private @Nullable CompletionStage<byte[]> begun(DirectCall direct, WholeBody body) {
        Request request = body.request();
        byte[] bytes = body.bytes();
        try {
            return bytes == null
                    ? null
                    : direct.begin(request.getHeaders().get(HttpHeader.AUTHORIZATION), addresses.of(request), bytes);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void answer(int status, byte[] json, Request request, Response response, Callback callback) {
        response.setStatus(status);
        for (FixedHeaders fixed : headers) {
            for (Map.Entry<String, String> header : fixed.headers(request.isSecure())) {
                response.getHeaders().add(header.getKey(), header.getValue());
            }
        }
        response.getHeaders().add(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().add(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    /** As Jetty does it itself, on a thread that may wait. */
    private void ordinary(Request request, Response response, Callback callback) {
        try {
            request.getComponents().getExecutor().execute(() -> serve(request, response, callback));
        } catch (RejectedExecutionException stopping) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable failure) {
            Response.writeError(request, response, callback, failure);
        }
    }
}
