package io.ssehub.worker.generator;

/** One thing that was said in a conversation, by the user or by the model. */
public record Turn(Role role, String text) {
    /** Who said it. */
    public enum Role {
        USER,
        ASSISTANT
    }
}
