package io.ssehub.protocol.channel;

/** A name that breaks the rule of {@link Names}. The offending value is not repeated: it may hold anything. */
public final class InvalidNameException extends IllegalArgumentException {
    private final String field;

    public InvalidNameException(String field) {
        super(field + " must be " + Names.RULE);
        this.field = field;
    }

    /** The field that held the name. */
    public String field() {
        return field;
    }
}
