package io.ssehub.protocol.generation;

/** What a fragment is part of. */
public enum FragmentKind {
    /** The answer itself. */
    ANSWER(""),
    /** What the model thinks before it answers. Readers get it; the text of the generation does not hold it. */
    REASONING("reasoning");

    private final String code;

    FragmentKind(String code) {
        this.code = code;
    }

    /** The kind as the script takes it and events show it; empty for the answer, whose events name no kind. */
    String code() {
        return code;
    }
}
