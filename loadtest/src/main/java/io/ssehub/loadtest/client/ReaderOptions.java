package io.ssehub.loadtest.client;

import java.time.Duration;
import java.util.Map;

/**
 * How readers behave.
 *
 * @param resume whether a reader says where it was when it comes back; without, it must miss events, which proves that
 *     the judge sees a loss
 * @param minimumDelay how long to wait before coming back until the server says otherwise, and the least it may say
 * @param maximumDelay the most that the server may say, and the most that failures may add up to
 * @param connectTimeout how long a node may take to accept a connection
 * @param maxEventBytes how long a line, and the data of an event, may be
 * @param receiveBufferBytes the socket's receive buffer; 0 leaves it to the system, which then takes megabytes for a
 *     reader that does not read. A small one lets the server notice soon that a reader is frozen or slow
 * @param bytesPerSecond how fast a reader reads at most; 0 for as fast as it can
 * @param headers what it sends with every request beside an EventSource's own, such as an authorization
 */
public record ReaderOptions(
        boolean resume,
        Duration minimumDelay,
        Duration maximumDelay,
        Duration connectTimeout,
        int maxEventBytes,
        int receiveBufferBytes,
        int bytesPerSecond,
        Map<String, String> headers) {

    private static final int DEFAULT_MAX_EVENT_BYTES = 1024 * 1024;

    public ReaderOptions {
        if (minimumDelay.isNegative() || maximumDelay.compareTo(minimumDelay) < 0) {
            throw new IllegalArgumentException(
                    "delays must be 0 <= minimum <= maximum: " + minimumDelay + ", " + maximumDelay);
        }
        if (!connectTimeout.isPositive() || maxEventBytes < 1 || receiveBufferBytes < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("out of range: connectTimeout " + connectTimeout + ", maxEventBytes "
                    + maxEventBytes + ", receiveBufferBytes " + receiveBufferBytes + ", bytesPerSecond "
                    + bytesPerSecond);
        }
        headers = Map.copyOf(headers);
    }

    public static ReaderOptions defaults() {
        return new ReaderOptions(
                true,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                DEFAULT_MAX_EVENT_BYTES,
                0,
                0,
                Map.of());
    }

    public ReaderOptions resume(boolean resume) {
        return new ReaderOptions(
                resume,
                minimumDelay,
                maximumDelay,
                connectTimeout,
                maxEventBytes,
                receiveBufferBytes,
                bytesPerSecond,
                headers);
    }

    public ReaderOptions delays(Duration minimum, Duration maximum) {
        return new ReaderOptions(
                resume, minimum, maximum, connectTimeout, maxEventBytes, receiveBufferBytes, bytesPerSecond, headers);
    }

    public ReaderOptions maxEventBytes(int bytes) {
        return new ReaderOptions(
                resume, minimumDelay, maximumDelay, connectTimeout, bytes, receiveBufferBytes, bytesPerSecond, headers);
    }

    public ReaderOptions receiveBufferBytes(int bytes) {
        return new ReaderOptions(
                resume, minimumDelay, maximumDelay, connectTimeout, maxEventBytes, bytes, bytesPerSecond, headers);
    }

    public ReaderOptions bytesPerSecond(int bytes) {
        return new ReaderOptions(
                resume, minimumDelay, maximumDelay, connectTimeout, maxEventBytes, receiveBufferBytes, bytes, headers);
    }

    public ReaderOptions headers(Map<String, String> sent) {
        return new ReaderOptions(
                resume,
                minimumDelay,
                maximumDelay,
                connectTimeout,
                maxEventBytes,
                receiveBufferBytes,
                bytesPerSecond,
                sent);
    }
}
