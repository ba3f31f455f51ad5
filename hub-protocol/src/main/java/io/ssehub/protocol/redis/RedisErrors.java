package io.ssehub.protocol.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Tells failures that pass from those that stay. */
final class RedisErrors {
    private RedisErrors() {}

    /** The failure as callers see it: {@link RedisAwayException} unless Redis refused the command itself. */
    static RuntimeException translate(String name, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean refused = cause instanceof RedisCommandExecutionException
                && !Refusal.of(cause).passes();
        return refused
                ? new IllegalStateException(name + ": Redis refused a command: " + cause.getMessage(), cause)
                : new RedisAwayException(name + ": Redis is away: " + rootMessage(cause), cause);
    }

    /** Whether this connection has lost its scripts or leads to a replica now. */
    static boolean needsNewConnection(Throwable failure) {
        Optional<Refusal> refusal = refusal(failure);
        return refusal.isPresent() && (refusal.get() == Refusal.NOSCRIPT || refusal.get() == Refusal.READONLY);
    }

    /** Why Redis has refused a command; empty if it is another failure. */
    static Optional<Refusal> refusal(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof RedisCommandExecutionException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause).map(Refusal::of);
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
