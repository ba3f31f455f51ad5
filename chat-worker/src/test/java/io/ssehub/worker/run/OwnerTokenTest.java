package io.ssehub.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTokenTest {
    @Test
    void aTokenNamesItsEntryAndIsNeverUsedTwice() {
        String token = OwnerToken.fresh("1700000000000-3");
        assertThat(OwnerToken.entryOf(token)).contains("1700000000000-3");
        assertThat(OwnerToken.fresh("1700000000000-3")).isNotEqualTo(token);
    }

    @Test
    void theTokenOfAnotherKindOfWorkerNamesNone() {
        assertThat(OwnerToken.entryOf("w1")).isEmpty();
        assertThat(OwnerToken.entryOf("")).isEmpty();
    }
}
