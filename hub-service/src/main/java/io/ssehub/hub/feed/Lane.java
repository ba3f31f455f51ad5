package io.ssehub.hub.feed;

import java.util.concurrent.Executor;

/**
 * Who owns a share of the feeds: a thread, or for a moment whoever takes its place. Tasks run in the order they were
 * given, one at a time; that is all the locking feeds need.
 */
public interface Lane extends Executor {
    /**
     * Runs a task on the calling thread, in place of the lane's, if nothing else is to be run before it; that saves waking the
     * lane. The task must be small.
     *
     * @return whether it was run
     */
    default boolean runNow(Runnable task) {
        return false;
    }
}
