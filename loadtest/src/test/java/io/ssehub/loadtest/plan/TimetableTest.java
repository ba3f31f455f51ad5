package io.ssehub.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.plan.Timetable.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    @Test
    void itIsATimeAndACommandALine() {
        assertThat(Timetable.parse(List.of("# first", "", "5 kill -9 $(cat hub.pid)", "7.5s ./start.sh")))
                .isEqualTo(new Timetable(List.of(
                        new Entry(Duration.ofSeconds(5), "kill -9 $(cat hub.pid)"),
                        new Entry(Duration.ofMillis(7500), "./start.sh"))));
    }

    @Test
    void aLineThatIsSomethingElseIsNamed() {
        assertThatThrownBy(() -> Timetable.parse(List.of("later ./start.sh"))).hasMessageContaining("later ./start.sh");
        assertThatThrownBy(() -> Timetable.parse(List.of("2 a", "1 b"))).hasMessageContaining("earlier");
    }
}
