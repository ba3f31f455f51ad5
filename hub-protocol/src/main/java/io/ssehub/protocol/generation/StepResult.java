package io.ssehub.protocol.generation;

import io.ssehub.protocol.position.Position;

/** What the scripts answer to a step in a generation's life, refusals included. */
public sealed interface StepResult {
    /** An attempt has begun and {@code messageStart} is written. */
    record Started(int attempt, Position position) implements StepResult {}

    /** The fragment is in the log and in the text. */
    record Appended(Position position) implements StepResult {}

    /** The fragment was there already; {@code newest} is the position of the newest one. */
    record Repeat(Position newest) implements StepResult {}

    /** The ending is written. */
    record Finished(Position position) implements StepResult {}

    /** Fragments are missing: resend from {@code index}. */
    record Expected(int index) implements StepResult {}

    /** Another attempt has begun; whoever asks must stop. */
    record Fenced(int attempt) implements StepResult {}

    /** There were too many attempts; the ending is written. */
    record Exhausted(Position position) implements StepResult {}

    /** It has ended before. */
    record Ended(GenerationState state) implements StepResult {}

    /** Redis does not know it: it has expired or was flushed. */
    record Gone() implements StepResult {}
}
