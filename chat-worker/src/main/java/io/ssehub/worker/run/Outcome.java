package io.ssehub.worker.run;

import java.util.Locale;

/** How a run ended, and what that means for its request. */
public enum Outcome {
    /** The answer is complete. */
    COMPLETED(true),
    /** The answer failed, and its readers were told why. */
    FAILED(true),
    /** The reader cancelled it. */
    CANCELLED(true),
    /** It had been tried too often; the readers were told. */
    EXHAUSTED(true),
    /** Redis lost the generation in the middle; the readers were told. */
    LOST(true),
    /** It had ended before this run began, or another has ended it. */
    ENDED_BEFORE(true),
    /** Redis knows no such generation: it expired, was flushed, or was erased with its client. */
    UNKNOWN(true),
    /** Another entry of the stream stands for the same generation and will bring it to its end. */
    DUPLICATE(true),
    /** Another worker holds the request now. */
    LEASE_LOST(false),
    /** The process ends; another worker will take the request over. */
    GIVEN_BACK(false),
    /** It cannot be worked on at the moment; it is taken over after a lease, by whichever worker. */
    ABANDONED(false);

    private final String tag = name().toLowerCase(Locale.ROOT);
    private final boolean isFinal;

    Outcome(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** The outcome as metrics show it. */
    public String tag() {
        return tag;
    }

    /** Whether the request leaves the stream: nobody has to work on it again. */
    public boolean isFinal() {
        return isFinal;
    }
}
