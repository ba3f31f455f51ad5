package io.ssehub.worker.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    /** Each text with a bar wherever it is to be split. */
    static Stream<String> texts() {
        return Stream.of(
                "One. |Two! |Three? |Four; |five.",
                "你好！|今天怎么样？|很好；|谢谢。",
                "Mixed。|Then English. |再来中文。|End",
                "Pi is 3.14, roughly. |Version 1.2.3 is out.",
                "Use a log, e.g. Redis Streams, i.e. one per client. |Done.",
                "Dr. Who met Mr. Smith. |They left.",
                "Wait... what? |Well... |Yes.",
                "Really?! |Yes!!! |好的！！|真的？！|对。",
                "嗯……我想想。|好了……",
                "He said “No.” |She said \"Why?\" and left.",
                "（真的吗？）|是的。",
                "See http://x.org/?a=1;b=2!c for more. |Bye.",
                "1. First item. |2. Second item.",
                "So did I. |And J. Doe too.",
                "No. |See no. 5 and Fig. 3 there.",
                "Really?|是的。",
                "no punctuation at all",
                "line one.\n|Line two.",
                "etc. and so on. |End",
                "...");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsSplitAfterItsSentences(String marked) {
        List<String> expected = Arrays.asList(marked.split("\\|"));
        assertThat(Sentences.split(marked.replace("|", ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "。", "a.b.c", "\"", "?!?!", "… …", "x . y ! z", "😀。😀! 😀"})
    void nothingIsLost(String text) {
        assertThat(String.join("", Sentences.split(text))).isEqualTo(text);
    }

    static Stream<Arguments> phrases() {
        return Arrays.stream(Language.values()).map(Phrases::of).flatMap(phrases -> Stream.of(
                        phrases.openings(), phrases.honesty(), phrases.facts(), phrases.trials(), phrases.closings())
                .flatMap(List::stream)
                .map(phrase -> Arguments.of(phrase.replace("%s", "Redis"))));
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void everyPhraseOfTheScriptEndsASentence(String phrase) {
        assertThat(Sentences.split(phrase + " Next").size() > 1
                        || Sentences.split(phrase + "下").size() > 1)
                .isTrue();
    }
}
