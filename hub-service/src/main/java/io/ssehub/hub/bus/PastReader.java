package io.ssehub.hub.bus;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads pages of the past for calls; nothing of it goes by way of feeds. Thread-safe. */
@Component
public final class PastReader {
    /** What a page of an answer may hold, about. */
    private static final int PAGE_BYTES = 1024 * 1024;

    private static final String NEWEST = "+";

    private final RedisLink link;
    private final RedisKeys keys;
    private final Retentions retentions;

    PastReader(RedisLink link, RedisKeys keys, Retentions retentions) {
        this.link = link;
        this.keys = keys;
        this.retentions = retentions;
    }

    /** At most so many entries after a position. */
    public CompletionStage<PastPage> after(Channel channel, Position position, int most) {
        return read(channel, "after", position.toString(), most);
    }

    /** At most so many entries just before a position. */
    public CompletionStage<PastPage> before(Channel channel, Position position, int most) {
        return read(channel, "before", position.toString(), most);
    }

    /** The newest, so many at most. */
    public CompletionStage<PastPage> newest(Channel channel, int most) {
        return read(channel, "before", NEWEST, most);
    }

    private CompletionStage<PastPage> read(Channel channel, String way, String position, int most) {
        Retention retention = retentions.of(channel);
        return link.run(
                        Script.PAST,
                        new String[] {keys.log(channel), keys.head(channel)},
                        arg(retention.most()),
                        arg(retention.log().toMillis()),
                        arg(retention.head().toMillis()),
                        arg(way),
                        arg(position),
                        arg(most),
                        arg(PAGE_BYTES))
                .thenApply(answer -> {
                    Position head = RedisBus.position(Answers.text(answer, 0));
                    if (!retention.isShown()) {
                        return PastPage.ofNothing(head);
                    }
                    List<Page.Entry> entries = RedisBus.entries(answer.get(2));
                    return new PastPage(
                            head,
                            RedisBus.entries(answer.get(1)).stream().findFirst(),
                            way.equals("before") ? entries.reversed() : entries,
                            GapReason.TRIMMED);
                });
    }
}
