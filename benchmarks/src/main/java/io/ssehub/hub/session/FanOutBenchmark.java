package io.ssehub.hub.session;

import io.ssehub.benchmark.Samples;
import io.ssehub.hub.bus.Bus;
import io.ssehub.hub.bus.Page;
import io.ssehub.hub.feed.FeedLimits;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.feed.Lane;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message from the bus to the bytes given to every reader's sink: feed, sessions, queues, cursors, no socket. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {
    private static final int BYTES = 200;
    private static final Channel CHANNEL = Channel.BROADCAST;

    @Param({"1", "100", "4000"})
    public int readers;

    private final CountingSink sink = new CountingSink();
    private final Feeds feeds = new Feeds(
            List.of(new CallersLane()), new QuietBus(), FeedLimits.DEFAULT, new NoFeedMeters(), System::nanoTime);
    private long offset;

    @Setup
    public void open() {
        SessionContext context = new SessionContext(
                feeds,
                Retention.DEFAULT,
                SessionLimits.DEFAULT,
                new NoSessionMeters(),
                new Welcome("benchmark", Duration.ofSeconds(1)),
                Clock.systemUTC(),
                System::nanoTime);
        for (int i = 0; i < readers; i++) {
            Reading reading = new Reading("reader-" + i, Map.of(CHANNEL, new Start.Live()), false, Selection.ALL);
            new Session(context, reading, sink, (_, _) -> {}).begin();
        }
        feeds.onSubscribed(CHANNEL);
        long before = sink.writes;
        event();
        event();
        if (sink.writes - before < readers) {
            throw new IllegalStateException("only " + (sink.writes - before) + " of " + readers + " readers are live");
        }
    }

    /** One event to all readers. */
    @Benchmark
    public long event() {
        feeds.onMessage(CHANNEL, Samples.message(++offset, BYTES));
        return sink.bytes;
    }

    /** Runs what it is given where it is given. */
    private static final class CallersLane implements Lane {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /** Takes everything at once. */
    private static final class CountingSink implements Sink {
        private long writes;
        private long bytes;

        @Override
        public void write(ByteBuffer written, Done done) {
            writes++;
            bytes += written.remaining();
            done.onWritten(true);
        }

        @Override
        public void end() {}

        @Override
        public void abort() {}
    }

    /** A Redis whose log of the channel is empty, and which the benchmark speaks for. */
    private static final class QuietBus implements Bus {
        private static final Position EMPTY = new Position(Samples.EPOCH, 0);

        @Override
        public void subscribe(Channel channel) {}

        @Override
        public void unsubscribe(Channel channel) {}

        @Override
        public CompletionStage<Position> roll(Channel channel, Position seen) {
            return CompletableFuture.completedFuture(EMPTY);
        }

        @Override
        public CompletionStage<Page> read(Channel channel, Position after) {
            return CompletableFuture.completedFuture(new Page(EMPTY, List.of()));
        }

        @Override
        public CompletionStage<List<Position>> heads(List<Channel> channels) {
            return CompletableFuture.completedFuture(
                    channels.stream().map(_ -> EMPTY).toList());
        }
    }
}
