package io.ssehub.hub.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node asks Redis of its channels. */
class RedisBusIT {
    /** More than one script reads. */
    private static final int CHANNELS = 250;

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Publisher publisher = new Publisher(link, keys, Retention.DEFAULT);
    private final RedisBus bus = new RedisBus(
            link,
            keys,
            Retention.DEFAULT,
            100,
            new ProbeProperties(Duration.ofSeconds(1), Duration.ofSeconds(2)),
            new Unheard(),
            listener -> RedisSubscriber.open("test", RedisFixture.client(), RedisFixture.uri(), listener));

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void headsComeInTheOrderOfTheirChannelsAlsoOfThoseThatNeverHadAnEntry() {
        List<Channel> channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> Channel.topic("t" + i))
                .toList();
        List<Position> stand = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            boolean hasEntry = i % 3 > 0;
            stand.add(
                    hasEntry
                            ? publisher
                                    .publish(channels.get(i), new Event("note", Integer.toString(i)))
                                    .toCompletableFuture()
                                    .join()
                                    .last()
                            : Position.START);
        }
        assertThat(bus.heads(channels).toCompletableFuture().join()).isEqualTo(stand);
    }

    private static final class Unheard implements BusMeters {
        @Override
        public void listening() {}

        @Override
        public void heard() {}

        @Override
        public void deaf() {}
    }
}
