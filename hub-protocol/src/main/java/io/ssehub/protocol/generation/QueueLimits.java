package io.ssehub.protocol.generation;

/**
 * How much one client may have open, so that nobody's questions crowd out the others'.
 *
 * @param inFlight most generations in the request stream, those being worked on included
 * @param waiting most that wait for one of those to end
 */
public record QueueLimits(int inFlight, int waiting) {
    /** What is used unless something else is set. */
    public static final QueueLimits DEFAULT = new QueueLimits(3, 50);

    public QueueLimits {
        if (inFlight < 1 || waiting < 0) {
            throw new IllegalArgumentException("inFlight must be at least 1, waiting at least 0");
        }
    }
}
