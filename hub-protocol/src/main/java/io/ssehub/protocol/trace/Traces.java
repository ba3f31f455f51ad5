package io.ssehub.protocol.trace;

import java.time.Instant;

/**
 * Tells a tracing system of the steps of a request's way, across processes. What a step is part of is named by a
 * {@code traceparent} as W3C's Trace Context writes it, which travels beside the request. Thread-safe.
 */
public interface Traces {
    /** There is no tracing system. */
    Traces NONE = (name, kind, parent, begin) -> Step.NONE;

    /** The attribute that names a message. */
    String MESSAGE = "ssehub.message.id";

    /** Whom a step is done for. */
    enum Kind {
        /** Somebody outside has asked for it. */
        SERVER,
        /** Somebody outside does it for us. */
        CLIENT,
        /** It takes up what was queued. */
        CONSUMER,
        /** Nobody outside takes part. */
        INTERNAL
    }

    /**
     * A step.
     *
     * @param name one of a few, never with anything of a request in it
     * @param parent the {@code traceparent} of what it is part of; empty or unreadable: a trace of its own
     * @param begin when it began
     */
    Step begin(String name, Kind kind, String parent, Instant begin);

    /** The same, beginning now. */
    default Step begin(String name, Kind kind, String parent) {
        return begin(name, kind, parent, Instant.now());
    }

    /** A step under way; closed once. */
    interface Step extends AutoCloseable {
        /** Nobody is told of it. */
        Step NONE = new Step() {
            @Override
            public String traceparent() {
                return "";
            }

            @Override
            public void note(String key, String value) {}

            @Override
            public void fail(String code) {}

            @Override
            public void close() {}
        };

        /** What a step within it names as its parent; empty if nobody is told. */
        String traceparent();

        /** An attribute: ids, numbers and codes, never text of a question or an answer. */
        void note(String key, String value);

        /** It went wrong. */
        void fail(String code);

        @Override
        void close();
    }
}
