package io.ssehub.protocol.meter;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long Redis took to answer, command by command: one timer each, and nothing that is made for a single call. The
 * driver's own observation costs more than the command it observes.
 *
 * <p>Thread-safe; called on the driver's event loops.
 */
public final class RedisTimes implements CommandLatencyRecorder {
    private static final String NAME = "lettuce";

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public RedisTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void recordCommandLatency(
            SocketAddress local, SocketAddress remote, ProtocolKeyword command, long firstNanos, long completeNanos) {
        String name = command.toString();
        Timer timer = timers.get(name);
        if (timer == null) {
            timer = timers.computeIfAbsent(name, this::timer);
        }
        timer.record(completeNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String command) {
        return Timer.builder(NAME)
                .description("From sending a command to Redis until its answer.")
                .tag("db.operation", command)
                .register(registry);
    }
}
