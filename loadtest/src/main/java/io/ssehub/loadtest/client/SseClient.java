package io.ssehub.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The readers of one process, many on few threads. Any thread may call it. */
public final class SseClient implements AutoCloseable {
    private static final int STOP_WITHIN_SECONDS = 5;

    private final EventLoopGroup loops;
    private final ReaderOptions options;
    private final List<Bootstrap> bootstraps;
    private final Queue<SseReader> readers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();

    /** Readers on a single thread, which is enough for thousands of them. */
    public SseClient(ReaderOptions options) {
        this(options, 1);
    }

    public SseClient(ReaderOptions options, int threads) {
        this(options, threads, List.of());
    }

    /**
     * @param sources addresses of this machine to connect from, in turn, since one address has only so many ports towards
     *     one server; none leaves it to the system
     */
    public SseClient(ReaderOptions options, int threads, List<InetAddress> sources) {
        this.options = options;
        this.loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("sse-reader", true), NioIoHandler.newFactory());
        Bootstrap bootstrap = new Bootstrap().channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
        this.bootstraps = sources.isEmpty()
                ? List.of(bootstrap)
                : sources.stream()
                        .map(source -> bootstrap
                                .clone()
                                .option(ChannelOption.SO_REUSEADDR, true)
                                .localAddress(new InetSocketAddress(source, 0)))
                        .toList();
    }

    /** The threads that read, watched from now on. */
    public LoopWatch watch() {
        List<EventLoop> all = new ArrayList<>();
        for (EventExecutor loop : loops) {
            all.add((EventLoop) loop);
        }
        return new LoopWatch(all);
    }

    /**
     * Opens a reader, which connects at once and comes back by itself.
     *
     * @param urls the same stream on each node: the first connection goes to the first, every further one to the next
     */
    public SseReader open(List<URI> urls, ReaderListener listener) {
        return open(urls, options, listener);
    }

    /** The same for a reader that behaves otherwise than the rest. */
    public SseReader open(List<URI> urls, ReaderOptions options, ReaderListener listener) {
        for (URI url : urls) {
            if (!"http".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException("not an http address: " + url);
            }
        }
        Bootstrap bootstrap = bootstraps.get(Math.floorMod(opened.getAndIncrement(), bootstraps.size()));
        SseReader reader =
                new SseReader(urls, options, listener, bootstrap, loops.next().next());
        readers.add(reader);
        reader.start();
        return reader;
    }

    /** Closes a reader and forgets it, for who opens more of them than can be remembered. */
    public void discard(SseReader reader) {
        reader.close();
        readers.remove(reader);
    }

    /** All readers that were ever opened and not discarded, in that order. */
    public List<SseReader> readers() {
        return List.copyOf(readers);
    }

    /** How many readers are in this state. */
    public long count(ReaderState state) {
        return readers.stream().filter(reader -> reader.state() == state).count();
    }

    /** How many connections of all readers ended in this way. */
    public long count(Ending ending) {
        return readers.stream().mapToLong(reader -> reader.count(ending)).sum();
    }

    @Override
    public void close() {
        readers.forEach(SseReader::close);
        loops.shutdownGracefully(0, STOP_WITHIN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
