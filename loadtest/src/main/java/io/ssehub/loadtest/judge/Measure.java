package io.ssehub.loadtest.judge;

import java.util.Locale;

/** What is counted of a reader's deliveries. Fragments that were merged count as what they cover. */
public enum Measure {
    /** Arrived, each once however often it came: numbers, and of a chat message its start, fragments and ending. */
    DELIVERED(false),
    /** Never arrived. */
    LOST(true),
    /** Of the lost, those of which no {@code gap} told. */
    SILENT(true),
    /** Came again. */
    DOUBLED(true),
    /** Came for the first time, but after something that follows it. */
    SWAPPED(true),
    /** A {@code gap} event told that something may be missing. */
    GAPS(true),
    /** Is not this reader's: a channel it does not listen to, another client's chat, a thing nobody sent. */
    FOREIGN(true),
    /** Is not what the hub's protocol says it is. */
    MALFORMED(true),
    /** A chat message that was accepted and has no ending. */
    UNFINISHED(true),
    /** A further ending of a chat message that had one. */
    ENDED_AGAIN(true);

    private final boolean fault;

    Measure(boolean fault) {
        this.fault = fault;
    }

    /** Whether a clean verdict has none of it. */
    public boolean isFault() {
        return fault;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
