package io.ssehub.protocol.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.Texts;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people ask and models answer goes through Lua and into JSON as it is. */
class GenerationsFuzzIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "alice";

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Generations generations =
            new Generations(link, keys, Retention.DEFAULT, Duration.ofMillis(1), new QueueLimits(1, 1));

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Half a pair has no form in UTF-8. */
    private static String sent(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Provide
    static Arbitrary<String> texts() {
        return Texts.any();
    }

    /** What the log holds, newest first. */
    private List<JsonNode> newest(int many) {
        List<JsonNode> data = new ArrayList<>();
        await(link.send(redis ->
                        redis.xrevrange(keys.log(Channel.client(CLIENT)), Range.unbounded(), Limit.from(many))))
                .forEach(entry -> {
                    List<byte[]> fields = new ArrayList<>();
                    entry.getBody().forEach((name, value) -> {
                        fields.add(name.getBytes(StandardCharsets.UTF_8));
                        fields.add(value);
                    });
                    String text = LogEntry.fromStream(entry.getId(), fields).dataText();
                    assertThat(text).doesNotContainPattern("\\p{Cntrl}");
                    data.add(JSON.readTree(text));
                });
        return data;
    }

    @Property
    void questionAnswerAndErrorAreWhatTheyWere(
            @ForAll("texts") String question, @ForAll("texts") String answer, @ForAll("texts") String error) {
        String id = await(generations.submit(CLIENT, null, question, "")).id();
        assertThat(await(generations.start(CLIENT, id, 0, "owner", 3))).isInstanceOf(StepResult.Started.class);
        Attempt attempt = new Attempt(CLIENT, id, 1, "owner");
        await(generations.fragment(attempt, 0, answer, false));
        Generation found = await(generations.find(CLIENT, id)).orElseThrow();
        assertThat(found.question()).isEqualTo(sent(question));
        assertThat(found.text()).isEqualTo(sent(answer));
        await(generations.end(attempt, 1, new Ending.Failed("internal", error)));
        List<JsonNode> log = newest(2);
        assertThat(log.getFirst().path("message").asString()).isEqualTo(sent(error));
        assertThat(log.getLast().path("content").asString()).isEqualTo(sent(answer));
    }
}
