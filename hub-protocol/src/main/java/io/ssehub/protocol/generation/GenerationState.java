package io.ssehub.protocol.generation;

import java.util.Locale;

/** Where a generation is in its life. Only scripts change it. */
public enum GenerationState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The state as Redis and the HTTP interface write it. */
    public String code() {
        return code;
    }

    /** Whether it stays so: the one ending has been written. */
    public boolean isEnded() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** Reads {@link #code()}. */
    public static GenerationState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
