package io.ssehub.worker.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedGeneratorTest {
    private static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO);

    private static List<String> answer(long seed, String question) throws InterruptedException {
        List<String> sentences = new ArrayList<>();
        Reply reply = new ScriptedGenerator(AT_ONCE, seed).generate(new Question(question), sentences::add);
        assertThat(reply).isEqualTo(Reply.stop());
        return sentences;
    }

    private static String text(long seed, String question) throws InterruptedException {
        return String.join("", answer(seed, question));
    }

    @Test
    void theSameSeedAndQuestionGiveTheSameAnswer() throws InterruptedException {
        assertThat(answer(7, "How does resume work?")).isEqualTo(answer(7, "How does resume work?"));
    }

    @Test
    void answersVaryWithSeedAndQuestion() throws InterruptedException {
        Set<String> answers = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            answers.add(text(seed, "Why Redis?"));
        }
        assertThat(answers).hasSizeGreaterThan(15);
        assertThat(answer(1, "Why Redis?").subList(1, 3))
                .isNotEqualTo(answer(1, "Why Rust, Sir?").subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anAnswerIsLongEnoughToBeCutInItsMiddle(long seed) throws InterruptedException {
        assertThat(answer(seed, "How does resume work?")).hasSizeBetween(6, 12);
        assertThat(answer(seed, "断线以后怎么恢复？")).hasSizeBetween(6, 12);
    }

    @Test
    void theQuestionIsTakenUpInItsOwnLanguage() throws InterruptedException {
        assertThat(text(1, "How does resume work?"))
                .contains("“How does resume work”")
                .doesNotContainPattern("\\p{IsHan}");
        assertThat(text(1, "断线以后怎么恢复？")).contains("“断线以后怎么恢复”");
    }

    @Test
    void aGreetingIsAnsweredByOne() throws InterruptedException {
        assertThat(text(1, "hello")).startsWithIgnoringCase("h").doesNotContain("“hello”");
        assertThat(text(1, "你好")).containsPattern("你好|您好");
    }

    @Test
    void aQuestionThatBeginsWithAGreetingGetsOneBack() throws InterruptedException {
        assertThat(text(1, "Hi, why Redis?")).startsWith("Hello! ").contains("“why Redis”");
        assertThat(text(1, "你好，为什么用 Redis？")).startsWith("你好！").contains("“为什么用 Redis”");
    }

    @Test
    void theProjectIsIntroducedByItsName() throws InterruptedException {
        for (int seed = 0; seed < 8; seed++) {
            assertThat(text(seed, "what is this")).contains("SSE Hub", "Redis");
            assertThat(text(seed, "你是谁")).contains("SSE Hub", "Redis");
        }
    }

    @Test
    void itStopsWhenNoMoreIsWanted() throws InterruptedException {
        List<String> sentences = new ArrayList<>();
        new ScriptedGenerator(AT_ONCE, 1).generate(new Question("Why Redis?"), sentence -> {
            sentences.add(sentence);
            return sentences.size() < 3;
        });
        assertThat(sentences).hasSize(3);
    }

    @Test
    void anInterruptEndsItAlsoWithoutPauses() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> answer(1, "Why Redis?")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aPaceNeedsAnOrder() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(second, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(second.negated(), second));
    }

    @Test
    void everyFailureSaysWhatTheUserMayDo() {
        for (FailureCode code : FailureCode.values()) {
            assertThat(code.code()).matches("[a-z_]+");
            assertThat(Sentences.split(code.advice())).hasSize(2);
        }
    }

    private static String textOf(Question question) throws InterruptedException {
        List<String> sentences = new ArrayList<>();
        new ScriptedGenerator(AT_ONCE, 1).generate(question, sentences::add);
        return String.join("", sentences);
    }

    @Test
    void itKnowsWhatWasAskedBefore() throws InterruptedException {
        List<Turn> earlier = List.of(
                new Turn(Turn.Role.USER, "Why Redis?"),
                new Turn(Turn.Role.ASSISTANT, "Because."),
                new Turn(Turn.Role.USER, "And Jetty?"),
                new Turn(Turn.Role.ASSISTANT, "Likewise."));
        assertThat(textOf(new Question("What did I ask before?", earlier)))
                .isEqualTo("You have asked: “Why Redis?”, “And Jetty?”.");
        assertThat(textOf(new Question("我刚才问了什么？", earlier))).isEqualTo("你问过：“Why Redis?”，“And Jetty?”。");
        assertThat(textOf(new Question("What did I ask you?"))).isEqualTo("You have not asked anything before this.");
        assertThat(textOf(new Question("我问过你什么？"))).isEqualTo("在这之前你还没有问过什么。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Show me some Markdown!", "给我看看 Markdown 吧"})
    void itShowsMarkdownIfAsked(String question) throws InterruptedException {
        assertThat(text(1, question)).contains("## ", "**", "\n```js\n", "\n```\n", "| --- |", "](https://");
    }
}
