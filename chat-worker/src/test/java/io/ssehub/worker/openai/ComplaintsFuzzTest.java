package io.ssehub.worker.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.Texts;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a provider says when it fails is a line of a log at most, and never moves a terminal's cursor. */
class ComplaintsFuzzTest {
    private static final ApiKey KEY = ApiKey.valueOf("sk-very-secret");
    private static final int LONGEST = 500;

    @Provide
    static Arbitrary<String> texts() {
        return Texts.any();
    }

    @Property
    void isOneLineWithoutTheKey(@ForAll("texts") String before, @ForAll("texts") String after) {
        assertThat(Complaints.shown(before + "sk-very-secret" + after, KEY, LONGEST))
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029\u202e]")
                .doesNotContain("sk-very-secret")
                .hasSizeLessThanOrEqualTo(LONGEST + 1);
    }

    @Property
    void whatIsToldOfARefusalIsAWord(@ForAll("texts") String code, @ForAll("texts") String message) {
        String kind = Complaints.kind("{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}", KEY);
        assertThat(kind).matches("[a-z0-9_]{0,64}");
        GenerationException refusal = Refusal.of(429, Optional.of(message), kind);
        assertThat(refusal.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).isPresent().get().matches(pause -> !pause.isNegative());
    }

    @Property
    void whatIsToldOfABrokenStreamQuotesNothingOfIt(@ForAll("texts") String said) {
        GenerationException failure =
                new Failures(KEY).of(new IllegalStateException(said, new IOException("reset")), true);
        assertThat(failure.getCause()).hasMessage("IllegalStateException <- IOException: reset");
    }
}
