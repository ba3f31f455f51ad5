package io.ssehub.protocol.position;

import io.ssehub.benchmark.Samples;
import io.ssehub.protocol.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** The cursor of a connection, written for each event and read at each return. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CursorBenchmark {
    @Param({"1", "3", "16"})
    public int channels;

    private Cursor.Writer writer = Cursor.writer(List.of());
    private Position[] positions = {};
    private String written = "";

    @Setup
    public void prepare() {
        List<Channel> all = new ArrayList<>();
        positions = new Position[channels];
        for (int i = 0; i < channels; i++) {
            all.add(Channel.topic("topic-" + i));
            positions[i] = new Position(Samples.EPOCH, 1000L + i);
        }
        writer = Cursor.writer(all);
        written = writer.write(positions, false);
    }

    @Benchmark
    public String write() {
        return writer.write(positions, false);
    }

    @Benchmark
    public Optional<Cursor> parse() {
        return Cursor.parse(written);
    }
}
