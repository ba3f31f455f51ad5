package io.ssehub.protocol.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Tells failures that pass from those that stay. */
final class RedisErrors {
    /** What Redis says when it cannot do now what it could do another time. */
    private static final Set<String> PASSING =
            Set.of("LOADING", "BUSY", "READONLY", "NOSCRIPT", "OOM", "MISCONF", "NOREPLICAS", "MASTERDOWN", "TRYAGAIN");

    private RedisErrors() {}

    /** The failure as callers see it: {@link RedisAwayException} unless Redis refused the command itself. */
    static RuntimeException translate(String name, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean refused = cause instanceof RedisCommandExecutionException
                && PASSING.stream().noneMatch(code -> says(cause, code));
        return refused
                ? new IllegalStateException(name + ": Redis refused a command: " + cause.getMessage(), cause)
                : new RedisAwayException(name + ": Redis is away: " + rootMessage(cause), cause);
    }

    /** Whether this connection has lost its scripts or leads to a replica now. */
    static boolean needsNewConnection(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && (says(failure, "NOSCRIPT") || says(failure, "READONLY"));
    }

    /** Whether Redis answered with an error code; Redis 6 wraps one that came up inside a script in a sentence. */
    private static boolean says(Throwable failure, String code) {
        String message = failure.getMessage();
        return message != null && (message.startsWith(code + ' ') || message.contains("-" + code + ' '));
    }

    /** The cause in a few words. What lies behind a failure of TLS says nothing of TLS, so that one speaks itself. */
    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String said = message == null ? root.getClass().getSimpleName() : message;
        return root instanceof SSLException ? "TLS: " + said : said;
    }

    /** Where Redis is, without its password. */
    static String describe(RedisURI uri) {
        return uri.getSentinels().isEmpty()
                ? uri.getHost() + ':' + uri.getPort() + '/' + uri.getDatabase()
                : "sentinel " + uri.getSentinelMasterId() + '/' + uri.getDatabase();
    }
}
