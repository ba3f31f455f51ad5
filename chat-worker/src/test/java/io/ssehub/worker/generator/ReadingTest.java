package io.ssehub.worker.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi",
                "Hi!",
                "hello",
                "Hello there",
                "HELLO...",
                "hey",
                "你好",
                "您好！",
                "你好呀",
                "你好，您好",
                "hi 👋",
                " hello \n",
                "嗨～",
                "你好吗？"
            })
    void aGreetingIsOne(String text) {
        assertThat(Reading.of(text).topic()).isEqualTo(Reading.Topic.GREETING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this",
                "high",
                "history of China",
                "hello world in C",
                "What does hello mean?",
                "你好像很忙",
                "Hi, how do I reconnect?",
                "chip",
                "你好，怎么重连？"
            })
    void aWordThatLooksLikeOneIsNot(String text) {
        assertThat(Reading.of(text).topic()).isEqualTo(Reading.Topic.SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this",
                "What is this?",
                "Hello, what is this?",
                "who are you",
                "what are you?",
                "What is SSE Hub?",
                "introduce yourself",
                "Tell me about this project",
                "What's this project about?",
                "这是什么",
                "这是什么项目？",
                "你是谁",
                "你好，你是谁？",
                "介绍",
                "介绍一下",
                "请介绍一下这个项目",
                "自我介绍",
                "请做个自我介绍一下自己",
                "你能做什么？",
                "这个项目是做什么的"
            })
    void aQuestionAboutTheProjectIsRecognised(String text) {
        assertThat(Reading.of(text).topic()).isEqualTo(Reading.Topic.PROJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is this error about Redis?",
                "这是什么意思",
                "介绍一下 Redis",
                "What is Redis?",
                "who is Ada Lovelace",
                "项目"
            })
    void aQuestionAboutSomethingElseIsNot(String text) {
        assertThat(Reading.of(text).topic()).isEqualTo(Reading.Topic.SUBJECT);
    }

    @ParameterizedTest
    @CsvSource({"hi,ENGLISH", "你好,CHINESE", "What does 你好 mean?,CHINESE", "42,ENGLISH", "café,ENGLISH"})
    void theLanguageIsThatOfTheQuestion(String text, Language language) {
        assertThat(Reading.of(text).language()).isEqualTo(language);
    }

    @Test
    void theSubjectIsTheQuestionWithoutItsGreetingAndEnd() {
        Reading reading = Reading.of("Hello, how does\n\nresume work?? ");
        assertThat(reading.greeted()).isTrue();
        assertThat(reading.subject()).isEqualTo("how does resume work");
    }

    @Test
    void aLongSubjectIsCutWithoutPartingASurrogatePair() {
        String subject = Reading.of("😀".repeat(1_000)).subject();
        assertThat(subject).isEqualTo("😀".repeat(60) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "。。。", "   ", "İstanbul, hi"})
    void anythingCanBeRead(String text) {
        assertThat(Reading.of(text).topic()).isNotNull();
    }
}
