package io.ssehub.protocol.access;

import io.lettuce.core.SetArgs;
import io.ssehub.protocol.digest.Sha256;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Tickets that work once, at whichever hub. Redis holds their hashes only, so that whoever reads it has no ticket.
 *
 * <p>Thread-safe.
 */
public final class Tickets {
    private static final int BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final RedisLink link;
    private final RedisKeys keys;

    public Tickets(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
    }

    /** A new ticket that stands for {@code bearer} for a while. */
    public CompletionStage<String> issue(String bearer, Duration life) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        SetArgs once = SetArgs.Builder.nx().px(Math.max(1, life.toMillis()));
        return link.send(redis -> redis.set(key(ticket), Answers.arg(bearer), once))
                .thenApply(done -> ticket);
    }

    /** Whom the ticket stands for; empty if there is no such ticket, not any more, or it was used. */
    public CompletionStage<Optional<String>> redeem(String ticket) {
        return link.send(redis -> redis.getdel(key(ticket)))
                .thenApply(bearer -> Optional.ofNullable(bearer).map(Answers::text));
    }

    private String key(String ticket) {
        return keys.ticket(Sha256.hex(ticket, Sha256.BYTES));
    }
}
