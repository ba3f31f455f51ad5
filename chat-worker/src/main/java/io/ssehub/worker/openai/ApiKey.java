package io.ssehub.worker.openai;

/** The key to a provider; never shown. Takes any text, so that nobody complains about it by quoting it. */
public final class ApiKey {
    private static final String HIDDEN = "***";

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /** Spring Boot makes one of a property by this method. */
    public static ApiKey valueOf(String value) {
        return new ApiKey(value.strip());
    }

    /** Whether there is none: many endpoints of one's own need none. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Whether it can be sent in a header. */
    public boolean isSendable() {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    String authorization() {
        return "Bearer " + value;
    }

    /** A text without the key, should it be in there: providers quote it in their errors. */
    String hideIn(String text) {
        return value.isEmpty() ? text : text.replace(value, HIDDEN);
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : HIDDEN;
    }
}
