package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.ScriptOutputType;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calculator of docs/sizing.md, run as it stands there, says what Redis says. */
class SizingIT {
    private static final Percentage TOLERANCE = Percentage.withPercentage(15);
    private static final int AT_ONCE = 100;
    /** What an answer may take less than is reckoned, beside a text that has just filled its memory: a short question's hash. */
    private static final int SPARED = 1_200;

    /** From this version on memory is told as the allocator gave it. */
    private static final int COUNTS_AS_GIVEN = 7;

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();

    @BeforeAll
    static void knowsHowMemoryIsTold() {
        String info = await(RedisFixture.link().send(redis -> redis.info("server")));
        Matcher version = Pattern.compile("redis_version:(\\d+)\\.(\\S+)").matcher(info);
        assertThat(version.find()).isTrue();
        assumeTrue(Integer.parseInt(version.group(1)) >= COUNTS_AS_GIVEN, version.group());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** What the page's calculator prints in a line, with some of its numbers replaced: {@code name=value}. */
    private static double reckoned(String line, String... numbers) throws IOException, InterruptedException {
        String page = Files.readString(Path.of("..", "docs", "sizing.md"));
        int begin = page.indexOf("```bash\nawk ") + "```bash\n".length();
        String script = page.substring(begin, page.indexOf("```", begin));
        for (String number : numbers) {
            String name = number.substring(0, number.indexOf('='));
            assertThat(script).containsPattern("-v " + name + "=\\d+ ");
            script = script.replaceAll("-v " + name + "=\\d+ ", "-v " + number + " ");
        }
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        Matcher found = Pattern.compile("(?m)^" + line + " +(\\d+) ").matcher(printed);
        assertThat(found.find()).as(printed).isTrue();
        return Double.parseDouble(found.group(1));
    }

    /**
     * All fields of a hash and all nodes of a log looked at: Redis would take the mean of five of them, and which these are depends
     * on a seed that it draws at its start. The driver has no call for it.
     */
    private long memory(String key) {
        return await(link.send(redis -> redis.<Long>eval(
                "return redis.call('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', 0)", ScriptOutputType.INTEGER, key)));
    }

    private void publish(Channel channel, int entries, String name, int bytes) {
        Publisher publisher = new Publisher(link, keys, Retention.DEFAULT);
        Event event = new Event(name, bytes < 3 ? "x".repeat(bytes) : "\"" + "x".repeat(bytes - 2) + "\"");
        for (int done = 0; done < entries; done += AT_ONCE) {
            await(publisher.publish(channel, Collections.nCopies(Math.min(AT_ONCE, entries - done), event)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, headline",
        "1, 1000, headline",
        "10, 3000, e",
        "40, 100, headline",
        "63, 500, headline",
        "64, 500, headline",
        "100, 1, headline",
        "100, 50, headline",
        "100, 3000, order.status-has.changed",
        "200, 10, headline",
        "200, 1000, headline",
        "400, 2000, headline",
        "1000, 30, headline",
        "1000, 1000, headline",
        "1500, 300, headline",
        "2000, 300, headline",
        "3000, 300, headline",
        "5000, 1, headline",
        "5000, 100, headline",
        "20000, 20, headline",
        "60000, 1, headline",
        "60000, 20, headline"
    })
    void aLogIsAsLargeAsReckoned(int data, int entries, String event) throws Exception {
        Channel channel = Channel.topic("news");
        publish(channel, entries, event, data);
        // The first entry of a log tells that its epoch has begun.
        double reckoned = reckoned("a log", "data=" + data, "entries=" + entries, "event=" + event.length());
        assertThat(reckoned).isCloseTo((double) memory(keys.log(channel)), TOLERANCE);
    }

    @Test
    void aHeadIsAsLargeAsReckoned() throws Exception {
        for (Channel channel : List.of(Channel.topic("n"), Channel.client("alice.in.wonderland@example.com"))) {
            publish(channel, 5, "headline", 10);
            assertThat(reckoned("a head")).isCloseTo((double) memory(keys.head(channel)), TOLERANCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 2000, 20", "2000, 8000, 100", "20, 200, 5"})
    void anAnswerAndItsFragmentsAreAsLargeAsReckoned(int question, int text, int piece) throws Exception {
        String alice = "alice";
        Generations generations = new Generations(link, keys, Retention.DEFAULT, Duration.ofHours(1));
        String id =
                await(generations.submit(alice, null, "q".repeat(question), "")).id();
        await(generations.start(alice, id, 0, "1795262003391-0/0123456789abcdef", 3));
        Attempt attempt = new Attempt(alice, id, 1, "1795262003391-0/0123456789abcdef");
        int fragments = text / piece;
        for (int i = 0; i < fragments; i++) {
            await(generations.fragment(attempt, i, "x".repeat(piece), false));
        }
        await(generations.end(attempt, fragments, new Ending.Completed("stop", "{\"outputTokens\":2}")));
        double answer = memory(keys.generation(alice, id)) + memory(keys.text(alice, id));
        double most = reckoned("an answer", "question=" + question, "text=" + text);
        assertThat(answer).isBetween(most - text - SPARED, most);
        double log = reckoned("a log", "data=" + (piece + 150), "entries=" + (fragments + 2), "event=15");
        assertThat(log).isCloseTo((double) memory(keys.log(Channel.client(alice))), TOLERANCE);
    }

    @Test
    void theWholeIsTheSumOfItsParts() throws Exception {
        double log = reckoned("a log");
        double all = 1000 * log + 50_000 * reckoned("a head") + 20_000 * reckoned("an answer");
        assertThat(reckoned("in all")).isCloseTo(all / (1 << 20), Percentage.withPercentage(1));
    }
}
