package io.ssehub.worker.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A provider's event stream with a bound: whoever parses it gathers bytes into lines, lines into events, and some events
 * into one. So many bytes of which nothing came out at the other end are an error, else a provider could fill memory.
 *
 * <p>Read by one thread, which is also the one that hears.
 */
final class EventStream extends FilterInputStream {
    private final long mostUnheardBytes;
    private long unheardBytes;

    EventStream(InputStream in, long mostUnheardBytes) {
        super(in);
        this.mostUnheardBytes = mostUnheardBytes;
    }

    /** Something has come out at the other end. */
    void heard() {
        unheardBytes = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        // Before reading, so that what came before it is still heard.
        if (unheardBytes > mostUnheardBytes) {
            throw new IOException("more than " + mostUnheardBytes + " bytes without an event");
        }
        int count = super.read(bytes, from, length);
        unheardBytes += Math.max(count, 0);
        return count;
    }

    /** None: a decoder that reads on as long as it can loses what it has when that fails. */
    @Override
    public int available() {
        return 0;
    }
}
