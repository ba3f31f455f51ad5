package io.ssehub.hub.frame;

import io.ssehub.benchmark.Samples;
import io.ssehub.protocol.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** An entry read from pub/sub and encoded, once for all its readers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {
    private final Channel channel = Channel.BROADCAST;

    @Param({"50", "200", "2000"})
    public int bytes;

    private byte[] message = {};
    private byte[] data = {};

    @Setup
    public void prepare() {
        message = Samples.message(1, bytes);
        data = Samples.data(bytes);
    }

    @Benchmark
    public @Nullable Frame message() {
        return Frame.ofMessage(channel, message);
    }

    @Benchmark
    public byte[] block() {
        return SseEncoder.block("tick", data);
    }
}
