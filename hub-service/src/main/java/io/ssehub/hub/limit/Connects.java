package io.ssehub.hub.limit;

import io.ssehub.hub.node.EverySecond;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** How fast connections come from each address. */
@Component
@EnableConfigurationProperties(LimitProperties.class)
public final class Connects implements EverySecond {
    /** A burst is what comes back at once when another node has gone. */
    private static final int SECONDS_AT_ONCE = 10;

    private final RateBook book;

    Connects(LimitProperties limits) {
        this.book = new RateBook(
                limits.connectsPerSecond(),
                limits.connectsPerSecond() * SECONDS_AT_ONCE,
                limits.addresses(),
                System::nanoTime);
    }

    /** Takes one more from an address; zero if it may come, else how long until it may. */
    public Duration take(String address) {
        return book.take(address);
    }

    @Override
    public void tick() {
        book.tick();
    }
}
