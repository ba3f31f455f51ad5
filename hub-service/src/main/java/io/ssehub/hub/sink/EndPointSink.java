package io.ssehub.hub.sink;

import java.nio.ByteBuffer;

/**
 * Writes straight to an HTTP/1 connection of Jetty. The emitter opens the response and ends it; in between no thread ever
 * waits for the reader.
 */
final class EndPointSink implements Sink {
    /*
     * Threads: `write` and `end` come one after the other, `abort` at any time. The emitter has flushed its only write
     * before the first one of ours, and its end comes after our last: two writers at once would break the connection.
     */
    private final JettyConnection connection;
    private final EmitterSink emitter;

    // Touched by one write after the other.
    private boolean opened;

    EndPointSink(JettyConnection connection, EmitterSink emitter) {
        this.connection = connection;
        this.emitter = emitter;
    }

    @Override
    public void write(ByteBuffer bytes, Done done) {
        if (opened) {
            connection.write(bytes, done);
        } else {
            opened = true;
            emitter.write(bytes, succeeded -> {
                if (succeeded) {
                    connection.closeOutput();
                }
                done.onWritten(succeeded);
            });
        }
    }

    @Override
    public void end() {
        emitter.end();
    }

    @Override
    public void abort() {
        emitter.abort();
    }
}
