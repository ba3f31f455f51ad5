package io.ssehub.protocol.request;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.ssehub.protocol.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A walk through a whole stream, page by page, for what is to be taken out of it. */
public final class StreamSweep {
    private static final int PAGE = 500;

    private StreamSweep() {}

    /** Ids of the entries that {@code which} says, in order. */
    public static CompletionStage<List<String>> entries(
            RedisLink link, String key, Predicate<StreamMessage<String, byte[]>> which) {
        return entries(link, key, which, Range.unbounded(), new ArrayList<>());
    }

    private static CompletionStage<List<String>> entries(
            RedisLink link,
            String key,
            Predicate<StreamMessage<String, byte[]>> which,
            Range<String> rest,
            List<String> found) {
        return link.send(redis -> redis.xrange(key, rest, Limit.from(PAGE))).thenCompose(page -> {
            page.stream().filter(which).map(StreamMessage::getId).forEach(found::add);
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(found)
                    : entries(
                            link,
                            key,
                            which,
                            Range.from(Range.Boundary.excluding(page.getLast().getId()), Range.Boundary.unbounded()),
                            found);
        });
    }

    /** Takes out the entries that {@code which} says; answers how many there were. */
    public static CompletionStage<Long> remove(
            RedisLink link, String key, Predicate<StreamMessage<String, byte[]>> which) {
        return entries(link, key, which)
                .thenCompose(ids -> ids.isEmpty()
                        ? CompletableFuture.completedStage(0L)
                        : link.send(redis -> redis.xdel(key, ids.toArray(String[]::new))));
    }
}
