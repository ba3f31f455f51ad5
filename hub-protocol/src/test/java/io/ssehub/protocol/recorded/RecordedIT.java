package io.ssehub.protocol.recorded;

import static io.ssehub.protocol.redis.Answers.arg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.ssehub.protocol.access.SharedSecrets;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.conversation.Conversation;
import io.ssehub.protocol.conversation.Conversations;
import io.ssehub.protocol.fixture.Recording;
import io.ssehub.protocol.fixture.Recording.Kind;
import io.ssehub.protocol.fixture.Recording.Line;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What every release has left in Redis is put back there, read, and gone on with. */
class RecordedIT {
    /** What was written years ago is not too old to be read here. */
    private static final Duration LIFE = Duration.ofDays(36_500);

    private final RedisLink link = RedisFixture.link();
    private final String prefix = RedisFixture.freshPrefix();
    private final RedisKeys keys = new RedisKeys(prefix, 0);
    private final Publisher publisher = new Publisher(link, keys, Retention.DEFAULT);
    private final Generations generations = new Generations(link, keys, Retention.DEFAULT, LIFE);

    static Stream<Recording> releases() {
        return Recording.all();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private <T> T redis(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        return await(link.send(command));
    }

    private String info(String section, String name) {
        Matcher found = Pattern.compile(name + ":(\\w+)").matcher(redis(redis -> redis.info(section)));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Map<String, byte[]> pairs(List<String> values) {
        Map<String, byte[]> pairs = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i += 2) {
            pairs.put(values.get(i), arg(values.get(i + 1)));
        }
        return pairs;
    }

    /** All of it, as if this Redis had been there all the time. */
    private void restore(Recording recording) {
        String mark = info("replication", "master_replid");
        String run = mark + "/" + info("server", "run_id");
        for (Line line : recording.lines(Kind.ENTRY, Recording.PREFIX)) {
            redis(redis -> redis.xadd(line.key(prefix), new XAddArgs().id(line.id()), pairs(line.values())));
        }
        for (Line line : recording.lines(Kind.HASH, Recording.PREFIX)) {
            Map<String, byte[]> fields = pairs(line.values());
            fields.replace("mark", arg(mark));
            fields.replace("run", arg(run));
            redis(redis -> redis.hset(line.key(prefix), fields));
        }
        for (Line line : recording.lines(Kind.STRING, Recording.PREFIX)) {
            redis(redis -> redis.set(line.key(prefix), arg(line.value())));
        }
        for (Line line : recording.lines(Kind.LIST, Recording.PREFIX)) {
            line.values().forEach(value -> redis(redis -> redis.rpush(line.key(prefix), arg(value))));
        }
        for (Line line : recording.lines(Kind.SORTED, Recording.PREFIX)) {
            for (int i = 0; i < line.values().size(); i += 2) {
                byte[] member = arg(line.values().get(i));
                double score = Double.parseDouble(line.values().get(i + 1));
                redis(redis -> redis.zadd(line.key(prefix), score, member));
            }
        }
    }

    private static Position end(Recording recording, Channel channel) {
        String log = new RedisKeys(Recording.PREFIX, 0).log(channel);
        return Position.parse(recording.at(Kind.ENTRY, log).getLast().id()).orElseThrow();
    }

    /** What the log tells of an answer. */
    private static List<String> fragments(Recording recording, String id) {
        String log = new RedisKeys(Recording.PREFIX, 0).log(Channel.client("alice"));
        return recording.at(Kind.ENTRY, log).stream()
                .filter(line -> line.values().get(7).startsWith("frag/" + id + "/"))
                .map(line -> JsonMapper.shared()
                        .readTree(line.values().get(9))
                        .path("content")
                        .asString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aLogGoesOnWithTheNextPositionAndKeysOfPublishersAreRemembered(Recording recording) {
        restore(recording);
        Channel news = Channel.topic("news");
        Position end = end(recording, news);
        Published again = await(publisher.publishOnce(news, "k1", new Event("headline", "\"第二 ☂\"")));
        assertThat(again).isEqualTo(new Published(Published.Outcome.REPEAT, end, end));
        Published other = await(publisher.publishOnce(news, "k1", new Event("headline", "\"other\"")));
        assertThat(other.outcome()).isEqualTo(Published.Outcome.CONFLICT);
        assertThat(await(publisher.publish(news, new Event("headline", "1"))).first())
                .isEqualTo(end.next());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void answersAndConversationsAreRead(Recording recording) {
        restore(recording);
        List<Generation> newest = await(generations.newest("alice", 10));
        assertThat(newest)
                .extracting(Generation::state)
                .containsExactly(GenerationState.QUEUED, GenerationState.CANCELLED, GenerationState.COMPLETED);
        Generation whole =
                await(generations.find("alice", newest.getLast().id())).orElseThrow();
        assertThat(whole.question()).isEqualTo("What is a log?");
        assertThat(whole.acked()).isTrue();
        List<String> fragments = fragments(recording, whole.id());
        assertThat(whole.text()).isEqualTo(String.join("", fragments));
        assertThat(whole.fragments()).isEqualTo(fragments.size()).isPositive();
        assertThat(await(new Conversations(link, keys, generations, LIFE).newest("alice", 10)))
                .extracting(Conversation::id, Conversation::turns)
                .containsExactly(tuple("default", 2), tuple("c2", 1));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aQuestionThatWaitsIsTakenAndAnsweredInTheClientsLog(Recording recording) {
        restore(recording);
        RequestQueue queue = new RequestQueue(link, keys);
        await(queue.createGroup());
        ChatRequest request = await(queue.take("w", 10, Duration.ofMillis(1))).getFirst();
        assertThat(request.clientId()).isEqualTo("alice");
        StepResult step = await(generations.start("alice", request.messageId(), 0, request.entryId() + "/x", 3));
        assertThat(step).isInstanceOf(StepResult.Started.class);
        List<LogEntry> log = redis(redis -> redis.xrange(keys.log(Channel.client("alice")), Range.unbounded())).stream()
                .map(message -> LogEntry.fromStream(
                        message.getId(),
                        message.getBody().entrySet().stream()
                                .flatMap(field -> Stream.of(arg(field.getKey()), field.getValue()))
                                .toList()))
                .toList();
        assertThat(log.getLast().position())
                .isEqualTo(end(recording, Channel.client("alice")).next());
        assertThat(log.getLast().event()).isEqualTo("messageStart");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theSecretThatWasAgreedOnIsTaken(Recording recording) {
        restore(recording);
        String secret = recording.lines(Kind.LIST, Recording.PREFIX).getFirst().value();
        assertThat(await(new SharedSecrets(link, keys).agree(List.of(), "another")))
                .containsExactly(secret);
    }
}
