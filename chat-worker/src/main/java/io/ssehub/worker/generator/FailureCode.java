package io.ssehub.worker.generator;

import java.util.Locale;

/** Why an answer failed, as {@code messageError} tells it: a code for programs, a sentence for people. */
public enum FailureCode {
    /** The provider cannot be reached or answers with errors of its own. */
    PROVIDER_UNAVAILABLE("The model cannot be reached at the moment. Ask again in a minute."),
    /** The provider refuses the request: wrong key, unknown model, question against its rules. */
    PROVIDER_REJECTED("The model refused this question. Ask it differently, or tell the operator."),
    /** The provider wants fewer requests. */
    RATE_LIMITED("There are too many questions at the moment. Wait a little, then ask again."),
    /** The provider said nothing for too long. */
    TIMED_OUT("The model took too long. Ask again."),
    /** The answer broke off: the provider's stream was cut, or Redis lost the generation. */
    INTERRUPTED("The answer broke off. Ask again."),
    /** Worker after worker failed to finish it. */
    TOO_MANY_ATTEMPTS("The answer could not be finished in several attempts. Ask again later."),
    /** A fault of ours. */
    INTERNAL("Something went wrong on our side. If asking again does not help, tell the operator.");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final String advice;

    FailureCode(String advice) {
        this.advice = advice;
    }

    /** The code as events, the HTTP interface and metrics show it. */
    public String code() {
        return code;
    }

    /** What happened and what the user may do, as one or two sentences. */
    public String advice() {
        return advice;
    }
}
