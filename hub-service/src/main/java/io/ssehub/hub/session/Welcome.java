package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The first event of every connection: it carries the cursor to come back with, and how long to wait before that. And the
 * last, which sends it elsewhere or away.
 *
 * @param node the node that says it
 * @param retry how long a client should wait; browsers keep it until they are told otherwise
 */
public record Welcome(String node, Duration retry) {
    byte[] block() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SseEncoder.retry(retry.toMillis()));
        String data = "{\"code\":\"connected\",\"content\":\"Connected to " + node + ".\",\"node\":\"" + node + "\"}";
        out.writeBytes(SseEncoder.block("systemMessage", data.getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    /** The last event of a connection that is told why it ends, and how long to wait if it may come back. */
    byte[] farewell(Ending why) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!why.isForGood()) {
            out.writeBytes(SseEncoder.retry(jitteredRetryMillis()));
        }
        out.writeBytes(SseEncoder.block(
                "disconnected", ("{\"reason\":\"" + why.code() + "\"}").getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    /** A wait for many clients that are sent away at once: between one and three times the usual. */
    private long jitteredRetryMillis() {
        return retry.toMillis() + ThreadLocalRandom.current().nextLong(2 * retry.toMillis() + 1);
    }
}
