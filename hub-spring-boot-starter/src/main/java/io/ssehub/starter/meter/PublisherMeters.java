package io.ssehub.starter.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.starter.publish.PublishMeters;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What is counted of publishing, as Micrometer's meters. Never a client, topic or text in a tag. */
public final class PublisherMeters implements PublishMeters {
    private static final String PUBLISH = "hub.publish";
    private static final String UNDER_WAY = "hub.publish.under.way";

    private final MeterRegistry registry;
    private final String mode;

    public PublisherMeters(MeterRegistry registry, String mode) {
        this.registry = registry;
        this.mode = mode;
    }

    @Override
    public void underWay(IntSupplier events) {
        Gauge.builder(UNDER_WAY, events, IntSupplier::getAsInt)
                .description("Events that were handed over and have no answer yet.")
                .tag("mode", mode)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void published(Channel.Kind kind, String outcome, long nanos) {
        Timer.builder(PUBLISH)
                .description("From handing an event over to its answer.")
                .tag("mode", mode)
                .tag("channel", kind.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
