package io.ssehub.worker.run;

/** Why a run is stopped from outside. */
public enum StopReason {
    /** The reader has cancelled the answer. */
    CANCELLED,
    /** Another worker has taken the request over. */
    LEASE_LOST,
    /** Redis takes no more of the answer; the writer knows why. */
    REFUSED,
    /** The process ends. */
    SHUTDOWN
}
