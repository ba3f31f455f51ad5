package io.ssehub.hub.sink;

import java.nio.ByteBuffer;

/**
 * Where a session's bytes go. One write at a time: the next may only be given when the last has been reported done.
 *
 * <p>No call waits for the reader. {@code done} may be called on any thread, also before {@link #write} has returned.
 */
public interface Sink {
    /** Writes and flushes bytes, which are not touched by anybody else from now on. */
    void write(ByteBuffer bytes, Done done);

    /** Ends the response in good order; no write is under way and none will follow. */
    void end();

    /** Gives the connection up, whether a write is under way or not. */
    void abort();

    /** Told once how a write went. */
    @FunctionalInterface
    interface Done {
        /** @param succeeded false if the connection can take no more */
        void onWritten(boolean succeeded);
    }
}
