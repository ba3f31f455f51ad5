package io.ssehub.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls over a few connections that are kept open, on one thread. Calls of one lane go out one after the other, in the
 * order they were given, each when the one before it was answered; so who gives all events of a channel to one lane keeps
 * their order. Any thread may call; answers come on the caller's own thread, which must not be blocked.
 */
public final class HttpCaller implements AutoCloseable {
    private static final int STOP_WITHIN_SECONDS = 5;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("load-caller", true), NioIoHandler.newFactory());
    private final List<CallLane> lanes = new ArrayList<>();

    /**
     * @param nodes the first lane begins with the first of them and so on; a lane whose node fails goes to the next
     * @param patience how long a repeatable call is repeated before it counts as failed
     */
    public HttpCaller(List<URI> nodes, int lanes, Duration patience) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CallLane.ONE_TRY.toMillis());
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new CallLane(bootstrap, loop.next(), nodes, i, patience));
        }
    }

    /** @param lane any number; the same one stands for the same lane */
    public void call(int lane, HttpCall call, Consumer<HttpAnswer> whenAnswered) {
        CallLane chosen = lanes.get(Math.floorMod(lane, lanes.size()));
        loop.next().execute(() -> chosen.add(call, whenAnswered));
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, STOP_WITHIN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
