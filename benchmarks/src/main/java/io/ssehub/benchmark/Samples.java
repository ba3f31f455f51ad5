package io.ssehub.benchmark;

import java.nio.charset.StandardCharsets;

/** Events as they come over pub/sub. */
public final class Samples {
    /** An epoch as it is now. */
    public static final long EPOCH = 1_795_258_448_790L;

    private Samples() {}

    /** A published event with so many bytes of data. */
    public static byte[] message(long offset, int bytes) {
        String head = "1 " + EPOCH + "-" + offset + " " + (EPOCH + offset) + " tick -\n";
        return (head + new String(data(bytes), StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    /** JSON of so many bytes. */
    public static byte[] data(int bytes) {
        String empty = "{\"text\":\"\"}";
        String text = "x".repeat(Math.max(0, bytes - empty.length()));
        return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.US_ASCII);
    }
}
