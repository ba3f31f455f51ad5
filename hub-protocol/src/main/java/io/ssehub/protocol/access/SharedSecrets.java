package io.ssehub.protocol.access;

import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The secrets all hubs sign and check tokens with, as a list in Redis, of which the first signs.
 *
 * <p>Thread-safe.
 */
public final class SharedSecrets {
    private final RedisLink link;
    private final String key;

    public SharedSecrets(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.key = keys.secrets();
    }

    /**
     * The secrets that hold from now on.
     *
     * @param known those the caller has had so far; put back if Redis has lost them
     * @param proposal what to begin with if there are none at all
     */
    public CompletionStage<List<String>> agree(List<String> known, String proposal) {
        byte[][] args = Stream.concat(Stream.of(proposal), known.stream())
                .map(Answers::arg)
                .toArray(byte[][]::new);
        return link.run(Script.SECRETS, new String[] {key}, args)
                .thenApply(answer -> answer.stream().map(Answers::text).toList());
    }
}
