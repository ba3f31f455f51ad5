package io.ssehub.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.loadtest.sse.SseListener;
import io.ssehub.loadtest.sse.SseParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a reader, from the connect to its one ending.
 *
 * <p>Lives on the reader's event loop. Whatever arrives after the ending is dropped unseen.
 */
final class Connection extends ChannelInboundHandlerAdapter implements SseListener {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int DEFAULT_PORT = 80;

    private final SseReader reader;
    private final URI url;
    private final String resumeFrom;
    private final SseParser parser;
    private final ReadGate gate;

    private @Nullable Channel channel;
    private boolean open;
    private boolean ended;

    Connection(SseReader reader, URI url, String resumeFrom) {
        this.reader = reader;
        this.url = url;
        this.resumeFrom = resumeFrom;
        this.parser = new SseParser(this, resumeFrom, reader.options().maxEventBytes());
        this.gate = new ReadGate(reader.options().bytesPerSecond());
        this.gate.setFrozen(reader.isFrozen());
    }

    void open(Bootstrap bootstrap) {
        ChannelFuture connecting = bootstrap
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connected) {
                        channel = connected;
                        connected.pipeline().addLast(gate, new HttpClientCodec(), Connection.this);
                    }
                })
                .connect(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                end(Ending.CONNECT_FAILED);
            }
        });
    }

    void setFrozen(boolean frozen) {
        gate.setFrozen(frozen);
    }

    /** Ends the connection, once, in good order. */
    void end(Ending ending) {
        end(ending, Parting.CLOSE);
    }

    void end(Ending ending, Parting parting) {
        if (ended) {
            return;
        }
        ended = true;
        if (channel != null) {
            part(channel, parting);
        }
        reader.onEnd(ending);
    }

    private void part(Channel from, Parting parting) {
        switch (parting) {
            case CLOSE -> from.close();
            case RESET -> {
                from.config().setOption(ChannelOption.SO_LINGER, 0);
                from.close();
            }
            case SILENT -> gate.setFrozen(true);
        }
    }

    /** Closes what a silent parting has left open. */
    void dispose() {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        reader.onConnect();
        context.writeAndFlush(request());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (ended) {
                return;
            }
            Throwable failure = ((HttpObject) message).decoderResult().cause();
            if (failure != null) {
                onUnreadable(failure);
                return;
            }
            if (message instanceof HttpResponse response) {
                onResponse(response);
            }
            if (message instanceof HttpContent content) {
                onContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** An end that the server meant has come as the last content before this. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(Ending.NETWORK_FAILED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            log.debug("{}: {}", url, cause.toString());
            end(Ending.NETWORK_FAILED);
        } else {
            log.error("{}: the reader or its listener failed", url, cause);
            end(Ending.PROTOCOL_ERROR);
        }
    }

    @Override
    public void onEvent(SseEvent event) {
        if (!ended) {
            reader.onProgress(event.lastEventId());
            reader.listener().onEvent(event);
        }
    }

    @Override
    public void onRetry(long millis) {
        if (!ended) {
            reader.onRetry(millis);
        }
    }

    @Override
    public void onProtocolError(String reason) {
        log.warn("{}: {}", url, reason);
        end(Ending.PROTOCOL_ERROR);
    }

    private void onUnreadable(Throwable failure) {
        if (failure instanceof PrematureChannelClosureException) {
            end(Ending.NETWORK_FAILED);
        } else {
            log.warn("{}: not HTTP: {}", url, failure.toString());
            end(Ending.PROTOCOL_ERROR);
        }
    }

    private void onResponse(HttpResponse response) {
        int status = response.status().code();
        reader.onStatus(status);
        if (status == HttpResponseStatus.NO_CONTENT.code()) {
            end(Ending.NO_CONTENT);
        } else if (status != HttpResponseStatus.OK.code()) {
            end(Ending.REFUSED);
        } else if (!HttpHeaderValues.TEXT_EVENT_STREAM.contentEqualsIgnoreCase(HttpUtil.getMimeType(response))) {
            log.warn("{}: not an event stream: {}", url, response.headers().get(HttpHeaderNames.CONTENT_TYPE));
            end(Ending.PROTOCOL_ERROR);
        } else {
            open = true;
            reader.onOpen();
        }
    }

    private void onContent(HttpContent content) {
        if (open && !ended) {
            parser.feed(content.content().nioBuffer());
        }
        // An id alone moves the cursor without an event.
        if (open && !ended) {
            reader.onProgress(parser.lastEventId());
        }
        if (content instanceof LastHttpContent) {
            end(Ending.SERVER_ENDED);
        }
    }

    private FullHttpRequest request() {
        String target = url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers()
                .set(HttpHeaderNames.HOST, url.getRawAuthority())
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.TEXT_EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        reader.options().headers().forEach(request.headers()::set);
        if (!resumeFrom.isEmpty()) {
            // An EventSource sends the id as UTF-8; Netty writes each char of a header as one byte.
            byte[] utf8 = resumeFrom.getBytes(StandardCharsets.UTF_8);
            request.headers().set(LAST_EVENT_ID, new String(utf8, StandardCharsets.ISO_8859_1));
        }
        return request;
    }
}
