package io.ssehub.starter.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this application publishes.
 *
 * @param mode straight to the hubs' Redis, or over HTTP to a hub
 * @param url where the hub is, or the balancer before it; for mode http
 * @param token what is shown to the hub; for mode http. A bean of type HubTokenSupplier takes its place
 * @param timeout how long a request to the hub may take; for mode http
 * @param redisUrl the hubs' Redis, such as redis://user:password@host:6379; for mode redis. Without it that of
 *     spring.data.redis, if Spring Data Redis is there
 */
@ConfigurationProperties("hub.publisher")
public record HubPublisherProperties(
        @DefaultValue("redis") Mode mode,
        @Nullable String url,
        @Nullable String token,
        @DefaultValue("5s") Duration timeout,
        @Nullable String redisUrl) {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The ways to publish. */
    public enum Mode {
        /** Straight to the hubs' Redis. */
        REDIS,
        /** Over HTTP to a hub. */
        HTTP
    }

    public HubPublisherProperties {
        url = blankIsNone(url);
        token = blankIsNone(token);
        redisUrl = blankIsNone(redisUrl);
        if (mode == Mode.HTTP) {
            require(
                    url != null,
                    "hub.publisher.url must be given when hub.publisher.mode is http: where the hub is, such as"
                            + " https://hub.example.com");
            require(
                    isAddress(url),
                    "hub.publisher.url must be an http or https address without user, query or fragment, such as"
                            + " https://hub.example.com");
            require(
                    redisUrl == null,
                    "hub.publisher.redis-url has no effect when hub.publisher.mode is http: remove it");
        } else {
            require(url == null, "hub.publisher.url has an effect only when hub.publisher.mode is http: set that, too");
            require(
                    token == null,
                    "hub.publisher.token has an effect only when hub.publisher.mode is http: Redis asks for a user and"
                            + " a password");
        }
        require(
                token == null || token.chars().allMatch(c -> c > ' ' && c < 0x7f),
                "hub.publisher.token must have neither blanks nor line breaks");
        require(
                timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0,
                "hub.publisher.timeout must be 50ms to 5m");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static boolean isAddress(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** Without token and password. */
    @Override
    public String toString() {
        return "HubPublisherProperties[mode=" + mode + ", url=" + url + ", timeout=" + timeout + ']';
    }
}
