package io.ssehub.protocol.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.RedisURI;
import java.util.concurrent.CompletionException;

/** Tells failures that pass when Redis is back from those that stay. */
final class RedisErrors {
    private RedisErrors() {}

    /** The failure as callers see it: {@link RedisAwayException} unless Redis refused the command itself. */
    static RuntimeException translate(String name, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean refused = cause instanceof RedisCommandExecutionException
                && !(cause instanceof RedisLoadingException
                        || cause instanceof RedisBusyException
                        || cause instanceof RedisReadOnlyException
                        || cause instanceof RedisNoScriptException);
        return refused
                ? new IllegalStateException(name + ": Redis refused a command: " + cause.getMessage(), cause)
                : new RedisAwayException(name + ": Redis is away: " + rootMessage(cause), cause);
    }

    /** Whether this connection has lost its scripts or leads to a replica now. */
    static boolean needsNewConnection(Throwable failure) {
        return failure instanceof RedisNoScriptException || failure instanceof RedisReadOnlyException;
    }

    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    /** Where Redis is, without its password. */
    static String describe(RedisURI uri) {
        return uri.getSentinels().isEmpty()
                ? uri.getHost() + ':' + uri.getPort() + '/' + uri.getDatabase()
                : "sentinel " + uri.getSentinelMasterId() + '/' + uri.getDatabase();
    }
}
