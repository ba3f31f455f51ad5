package io.ssehub.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection for calls, and those that wait for it. Lives on the caller's event loop.
 *
 * <p>A repeatable call whose outcome is unknown, or that the node cannot take just now, is made again on the next node;
 * the others wait behind it.
 */
final class CallLane {
    /** How long one node may take, so that a frozen one does not use up the whole patience. */
    static final Duration ONE_TRY = Duration.ofSeconds(5);

    private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);
    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final int DEFAULT_PORT = 80;
    private static final long PAUSE_MILLIS = 50;

    private record Waiting(HttpCall call, Consumer<HttpAnswer> whenAnswered, long sinceNanos) {}

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final List<URI> nodes;
    private final Duration patience;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int node;
    private @Nullable Channel channel;
    private boolean connecting;
    private @Nullable Waiting current;
    private @Nullable Future<?> deadline;

    CallLane(Bootstrap bootstrap, EventLoop loop, List<URI> nodes, int first, Duration patience) {
        this.bootstrap = bootstrap;
        this.loop = loop;
        this.nodes = List.copyOf(nodes);
        this.node = first % nodes.size();
        this.patience = patience;
    }

    void add(HttpCall call, Consumer<HttpAnswer> whenAnswered) {
        waiting.add(new Waiting(call, whenAnswered, System.nanoTime()));
        next();
    }

    private void next() {
        if (current != null || connecting) {
            return;
        }
        Channel open = channel;
        if (open == null || !open.isActive()) {
            if (!waiting.isEmpty()) {
                connect();
            }
            return;
        }
        current = waiting.poll();
        if (current != null) {
            deadline = loop.schedule(() -> cutShort(open), ONE_TRY.toMillis(), TimeUnit.MILLISECONDS);
            open.writeAndFlush(request(current.call()));
        }
    }

    /** No answer in time; what follows is that of a lost connection. */
    private static void cutShort(Channel open) {
        open.close();
    }

    private void connect() {
        connecting = true;
        URI to = nodes.get(node);
        bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connected) {
                        connected
                                .pipeline()
                                .addLast(
                                        new HttpClientCodec(), new HttpObjectAggregator(LONGEST_ANSWER), new Answers());
                    }
                })
                .connect(to.getHost(), to.getPort() < 0 ? DEFAULT_PORT : to.getPort())
                .addListener(done -> {
                    connecting = false;
                    if (!done.isSuccess()) {
                        current = waiting.poll();
                        onFailure(0, String.valueOf(done.cause()), true);
                    }
                });
    }

    /** @param unsent whether the server has certainly not seen it */
    private void onFailure(int status, String why, boolean unsent) {
        Waiting failed = current;
        if (failed == null) {
            next();
            return;
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        node = (node + 1) % nodes.size();
        Channel old = channel;
        channel = null;
        if (old != null) {
            old.close();
        }
        boolean patient = System.nanoTime() - failed.sinceNanos() < patience.toNanos();
        if (patient && (unsent || failed.call().repeatable())) {
            loop.schedule(() -> again(failed), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            current = null;
            failed.whenAnswered().accept(new HttpAnswer(status, why));
            next();
        }
    }

    /** Ahead of all others, which are of the same channels. */
    private void again(Waiting failed) {
        current = null;
        Queue<Waiting> others = new ArrayDeque<>(waiting);
        waiting.clear();
        waiting.add(failed);
        waiting.addAll(others);
        next();
    }

    private FullHttpRequest request(HttpCall call) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(call.method()),
                call.path(),
                Unpooled.wrappedBuffer(call.body().getBytes(StandardCharsets.UTF_8)));
        request.headers().set(HttpHeaderNames.HOST, nodes.get(node).getRawAuthority());
        call.headers().forEach(request.headers()::set);
        HttpUtil.setContentLength(request, request.content().readableBytes());
        return request;
    }

    /** Hears one connection. */
    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            connecting = false;
            next();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Waiting answered = current;
            if (answered == null || context.channel() != channel) {
                return;
            }
            int status = response.status().code();
            String body = response.content().toString(StandardCharsets.UTF_8);
            if (NOT_NOW.contains(status)) {
                onFailure(status, body, false);
                return;
            }
            current = null;
            if (deadline != null) {
                deadline.cancel(false);
            }
            if (!HttpUtil.isKeepAlive(response)) {
                channel = null;
                context.close();
            }
            answered.whenAnswered().accept(new HttpAnswer(status, body));
            next();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                channel = null;
                onFailure(0, "the connection was lost, or there was no answer within " + ONE_TRY, false);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
