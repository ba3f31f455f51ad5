package io.ssehub.protocol.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.ssehub.protocol.trace.Traces;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Steps as spans of OpenTelemetry. Contexts are always handed over by name, never by thread. */
final class OtelTraces implements Traces {
    private static final String SCOPE = "io.ssehub";
    private static final String FIELD = "traceparent";

    /** A carrier with one field. */
    private static final TextMapGetter<String> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return FIELD.equals(key) ? carrier : null;
        }
    };

    private final Tracer tracer;

    OtelTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(SCOPE);
    }

    @Override
    public Step begin(String name, Kind kind, String parent, Instant begin) {
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, PARENT);
        return new SpanStep(tracer.spanBuilder(name)
                .setParent(context)
                .setSpanKind(spanKind(kind))
                .setStartTimestamp(begin)
                .startSpan());
    }

    private static SpanKind spanKind(Kind kind) {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case CONSUMER -> SpanKind.CONSUMER;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }

    private record SpanStep(Span span) implements Step {
        @Override
        public String traceparent() {
            SpanContext context = span.getSpanContext();
            AtomicReference<String> written = new AtomicReference<>("");
            if (context.isValid()) {
                W3CTraceContextPropagator.getInstance()
                        .inject(Context.root().with(span), written, (into, key, value) -> {
                            if (into != null && key.equals(FIELD)) {
                                into.set(value);
                            }
                        });
            }
            return written.get();
        }

        @Override
        public void note(String key, String value) {
            span.setAttribute(key, value);
        }

        @Override
        public void fail(String code) {
            span.setStatus(StatusCode.ERROR, code);
        }

        @Override
        public void close() {
            span.end();
        }
    }
}
