package io.ssehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentEndingsTest {
    private final RecentEndings endings = new RecentEndings();

    private void end(int count) {
        for (int i = 0; i < count; i++) {
            endings.add(new RecentEndings.Ended(
                    SessionId.random(), "c" + i, Instant.EPOCH, Instant.EPOCH, Ending.MAX_AGE, 1, 2));
        }
    }

    @Test
    void theNewestComeFirst() {
        end(3);
        assertThat(endings.newest(2)).extracting(RecentEndings.Ended::clientId).containsExactly("c2", "c1");
        assertThat(endings.newest(10)).hasSize(3);
    }

    @Test
    void olderOnesAreForgotten() {
        end(RecentEndings.MOST + 5);
        assertThat(endings.newest(1_000)).hasSize(RecentEndings.MOST);
        assertThat(endings.newest(1_000).getLast().clientId()).isEqualTo("c5");
    }
}
