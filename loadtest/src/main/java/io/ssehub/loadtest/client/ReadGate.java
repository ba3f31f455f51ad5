package io.ssehub.loadtest.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a connection takes bytes from its socket: as they come, no faster than a rate, or not at all. What it does not take
 * fills the receive buffer, then TCP's window closes and the server can send no more.
 *
 * <p>Lives on the reader's event loop.
 */
final class ReadGate extends ChannelInboundHandlerAdapter {
    /** Takes so often a second that a slow reader trickles rather than gulps. */
    private static final int READS_PER_SECOND = 20;

    private static final int LEAST_READ_BYTES = 64;
    private static final int MOST_READ_BYTES = 64 * 1024;

    private final int bytesPerSecond;

    private @Nullable Channel channel;
    private boolean frozen;
    private boolean pausing;

    /** @param bytesPerSecond 0 for no limit */
    ReadGate(int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        if (bytesPerSecond > 0) {
            int atOnce = Math.clamp(bytesPerSecond / READS_PER_SECOND, LEAST_READ_BYTES, MOST_READ_BYTES);
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(atOnce).maxMessagesPerRead(1));
        }
        apply();
    }

    void setFrozen(boolean frozen) {
        this.frozen = frozen;
        apply();
    }

    /** Each read is followed by a pause as long as the rate allows for its bytes. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (bytesPerSecond > 0 && message instanceof ByteBuf bytes) {
            long pauseNanos = TimeUnit.SECONDS.toNanos(bytes.readableBytes()) / bytesPerSecond;
            pausing = true;
            apply();
            context.executor().schedule(this::goOn, pauseNanos, TimeUnit.NANOSECONDS);
        }
        context.fireChannelRead(message);
    }

    private void goOn() {
        pausing = false;
        apply();
    }

    private void apply() {
        if (channel != null) {
            channel.config().setAutoRead(!frozen && !pausing);
        }
    }
}
