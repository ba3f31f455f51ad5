package io.ssehub.hub.session;

import io.ssehub.benchmark.Samples;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What waits to be written, in and out again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OutboundQueueBenchmark {
    private final OutboundQueue queue = new OutboundQueue();
    private final byte[] block = Samples.data(200);

    @Param({"1", "50"})
    public int waiting;

    @Benchmark
    public int through() {
        for (int i = 0; i < waiting; i++) {
            queue.add(OutboundQueue.Item.own(block, true));
        }
        int polled = 0;
        while (queue.poll() != null) {
            polled++;
        }
        return polled;
    }
}
