package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InquiryTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private static Inquiry<Respondent.Obeyed> of(String... nodes) {
        return new Inquiry<>(Set.of(nodes), Respondent.Obeyed.class, Respondent.Obeyed::done);
    }

    private static void answers(Inquiry<?> inquiry, String node, String json) {
        inquiry.onAnswer(new Message.Answer("q", node, true, json));
    }

    @Test
    void itIsOverWhenAllHaveAnswered() {
        Inquiry<Respondent.Obeyed> inquiry = of("a", "b");
        answers(inquiry, "a", "{\"done\":false}");
        answers(inquiry, "b", "{\"done\":false}");
        assertThat(inquiry.await(LONG).answers()).containsOnlyKeys("a", "b");
        assertThat(inquiry.await(LONG).unanswered()).isEmpty();
    }

    @Test
    void itIsOverWhenOneAnswerIsEnough() {
        Inquiry<Respondent.Obeyed> inquiry = of("a", "b");
        answers(inquiry, "b", "{\"done\":true}");
        assertThat(inquiry.await(LONG).answers()).containsOnlyKeys("b");
        assertThat(inquiry.await(LONG).unanswered()).containsExactly("a");
    }

    @Test
    void whoSaysNothingInTimeIsNamed() {
        Inquiry<Respondent.Obeyed> inquiry = of("a", "b");
        answers(inquiry, "a", "{\"done\":false}");
        assertThat(inquiry.await(SHORT).unanswered()).containsExactly("b");
    }

    @Test
    void whoDoesNotUnderstandOrIsNotUnderstoodIsNamedAndNotWaitedFor() {
        Inquiry<Respondent.Obeyed> inquiry = of("a", "b");
        inquiry.onAnswer(new Message.Answer("q", "a", false, ""));
        answers(inquiry, "b", "[not JSON");
        assertThat(inquiry.await(LONG).unanswered()).containsExactly("a", "b");
    }

    @Test
    void whoHasJustComeMayAnswerToo() {
        Inquiry<Respondent.Obeyed> inquiry = of("a");
        answers(inquiry, "new", "{\"done\":false,\"later\":1}");
        assertThat(inquiry.await(SHORT).answers()).containsOnlyKeys("new");
        assertThat(inquiry.await(SHORT).unanswered()).containsExactly("a");
    }

    @Test
    void whoIsNamedTwiceHasAnsweredOnce() {
        Inquiry<Respondent.Obeyed> inquiry = of("a");
        answers(inquiry, "a", "{\"done\":false}");
        answers(inquiry, "a", "{\"done\":false}");
        assertThat(inquiry.await(LONG).answers()).hasSize(1);
    }
}
