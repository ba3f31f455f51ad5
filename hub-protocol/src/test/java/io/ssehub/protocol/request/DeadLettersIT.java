package io.ssehub.protocol.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final DeadLetters letters = new DeadLetters(link, keys);
    private final Generations generations = new Generations(link, keys, Retention.DEFAULT, Duration.ofHours(1));

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private boolean add(String id) {
        return await(letters.add("alice", id, 3, "too_many_attempts", "its worker went silent", 2));
    }

    @Test
    void aLetterTellsWhoWhatAndWhyAndCanBeTakenOut() {
        assertThat(add("m1")).isTrue();
        DeadLetter letter = await(letters.newest(10)).getFirst();
        assertThat(letter.clientId()).isEqualTo("alice");
        assertThat(letter.messageId()).isEqualTo("m1");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.code()).isEqualTo("too_many_attempts");
        assertThat(letter.cause()).isEqualTo("its worker went silent");
        assertThat(await(letters.find(letter.entryId()))).contains(letter);
        assertThat(await(letters.remove(letter.entryId()))).isTrue();
        assertThat(await(letters.remove(letter.entryId()))).isFalse();
        assertThat(await(letters.find(letter.entryId()))).isEmpty();
    }

    @Test
    void oneThatNobodyOfUsWroteHidesNoOther() {
        add("m1");
        await(link.send(redis -> redis.xadd(keys.deadLetters(), Map.of("attempts", "many".getBytes()))));
        assertThat(await(letters.newest(10))).extracting(DeadLetter::messageId).containsExactly("", "m1");
    }

    @Test
    void theOldestLeaveWhenThereAreTooMany() {
        for (String id : new String[] {"m1", "m2", "m3"}) {
            add(id);
        }
        assertThat(await(letters.size())).isEqualTo(2);
        assertThat(await(letters.newest(10))).extracting(DeadLetter::messageId).containsExactly("m3", "m2");
    }

    @Test
    void aSecondOneOfTheSameGenerationIsNotWrittenOnceTheFirstIsNoted() {
        String id = await(generations.submit("alice", "r1", "hello", "")).id();
        assertThat(add(id)).isTrue();
        assertThat(add(id)).isFalse();
        assertThat(await(letters.size())).isEqualTo(1);
    }

    @Test
    void oneWorkerAtATimeHoldsTheLockUntilItOpens() {
        JanitorLock lock = new JanitorLock(link, keys);
        String mine = JanitorLock.token();
        Duration life = Duration.ofHours(1);
        assertThat(await(lock.hold(mine, life))).isTrue();
        assertThat(await(lock.hold(mine, life))).as("it is kept").isTrue();
        assertThat(await(lock.hold(JanitorLock.token(), life))).isFalse();
        long opens = await(link.send(redis -> redis.pttl(keys.janitor())));
        assertThat(opens).isPositive();
    }
}
