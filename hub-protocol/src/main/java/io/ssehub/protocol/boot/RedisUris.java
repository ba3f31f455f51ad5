package io.ssehub.protocol.boot;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.util.StringUtils;

/** Turns {@code spring.data.redis.*}, or what a test container says, into where Lettuce connects to. */
final class RedisUris {
    private RedisUris() {}

    static RedisURI of(DataRedisConnectionDetails details, boolean tls, Duration timeout) {
        RedisURI uri = where(details);
        credentials(uri, details.getUsername(), details.getPassword());
        Stream.concat(Stream.of(uri), uri.getSentinels().stream()).forEach(each -> {
            each.setSsl(tls);
            each.setTimeout(timeout);
        });
        return uri;
    }

    private static RedisURI where(DataRedisConnectionDetails details) {
        DataRedisConnectionDetails.Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            // Its builder wants a host, which only the Sentinels know.
            RedisURI uri = new RedisURI();
            uri.setSentinelMasterId(sentinel.getMaster());
            uri.setDatabase(sentinel.getDatabase());
            for (DataRedisConnectionDetails.Node node : sentinel.getNodes()) {
                RedisURI each = RedisURI.create(node.host(), node.port());
                credentials(each, sentinel.getUsername(), sentinel.getPassword());
                uri.getSentinels().add(each);
            }
            return uri;
        }
        DataRedisConnectionDetails.Standalone single = details.getStandalone();
        // Without a word about a single Redis, Spring Boot still names the one on this machine.
        if (single == null || details.getCluster() != null || details.getMasterReplica() != null) {
            throw new IllegalStateException(
                    "spring.data.redis names a cluster or replicas; the hub needs a single Redis or Sentinel");
        }
        return RedisURI.builder()
                .withHost(single.getHost())
                .withPort(single.getPort())
                .withDatabase(single.getDatabase())
                .build();
    }

    private static void credentials(RedisURI uri, @Nullable String user, @Nullable String password) {
        if (StringUtils.hasLength(password)) {
            uri.setCredentialsProvider(RedisCredentialsProvider.from(
                    () -> RedisCredentials.just(StringUtils.hasLength(user) ? user : null, password)));
        }
    }
}
