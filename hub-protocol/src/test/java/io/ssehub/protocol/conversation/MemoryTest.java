package io.ssehub.protocol.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Exchange NEWEST = new Exchange("q3", "answer three");
    private static final Exchange MIDDLE = new Exchange("q2", "answer two");
    private static final Exchange OLDEST = new Exchange("q1", "answer one");
    private static final List<Exchange> ALL = List.of(NEWEST, MIDDLE, OLDEST);

    @Test
    void whatFitsIsGivenOldestFirst() {
        assertThat(new Memory(10, 1_000).choose(ALL)).containsExactly(OLDEST, MIDDLE, NEWEST);
        assertThat(new Memory(10, 1_000).choose(List.of())).isEmpty();
    }

    @Test
    void theNewestTurnsStay() {
        assertThat(new Memory(2, 1_000).choose(ALL)).containsExactly(MIDDLE, NEWEST);
        assertThat(new Memory(0, 1_000).choose(ALL)).isEmpty();
    }

    @Test
    void charactersAreCountedInWholeTurns() {
        int two = NEWEST.length() + MIDDLE.length();
        assertThat(new Memory(10, two).choose(ALL)).containsExactly(MIDDLE, NEWEST);
        assertThat(new Memory(10, two - 1).choose(ALL)).containsExactly(NEWEST);
    }

    @Test
    void onlyTheNewestIsShortenedAndNeverInTheMiddleOfACharacter() {
        assertThat(new Memory(10, 8).choose(ALL)).containsExactly(new Exchange("q3", "answer"));
        Exchange moon = new Exchange("q", "a🌙b");
        assertThat(new Memory(10, 4).choose(List.of(moon))).containsExactly(new Exchange("q", "a🌙"));
        assertThat(new Memory(10, 3).choose(List.of(moon))).containsExactly(new Exchange("q", "a"));
    }

    @Test
    void aQuestionThatLeavesNoRoomIsLeftOut() {
        assertThat(new Memory(10, 2).choose(ALL)).isEmpty();
    }

    @Test
    void whatCannotFitIsNotRead() {
        Sized small = new Sized("m3", "q", 30);
        Sized large = new Sized("m2", "q", 3_000_000);
        Memory memory = new Memory(10, 100);
        assertThat(Sized.worthReading(List.of(small, small, large, small), memory))
                .containsExactly(small, small);
        assertThat(Sized.worthReading(List.of(large, small), memory)).containsExactly(large);
        assertThat(Sized.worthReading(List.of(small, small, small), new Memory(2, 100)))
                .hasSize(2);
    }
}
