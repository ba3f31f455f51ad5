package io.ssehub.hub.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the probes of a check are sent: some close together, which small buffers show; then one a second, which large ones
 * show; then, if asked for, a silence and one more, which shows whether the connection has survived it.
 *
 * @param seconds how long there are probes
 * @param silence how many seconds nothing is said after them
 */
record Timetable(int seconds, int silence) {
    static final int MIN_SECONDS = 2;
    static final int MAX_SECONDS = 60;
    static final int MAX_SILENCE = 300;

    private static final int CLOSE_TOGETHER = 8;
    private static final Duration CLOSE = Duration.ofMillis(60);
    private static final Duration APART = Duration.ofSeconds(1);

    /** The pause before each probe, without that after the silence. */
    List<Duration> pauses() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < CLOSE_TOGETHER; i++) {
            pauses.add(CLOSE);
        }
        for (int second = 1; second <= seconds; second++) {
            pauses.add(APART);
        }
        return pauses;
    }

    /** How many probes there are. */
    int probes() {
        return CLOSE_TOGETHER + seconds + (silence > 0 ? 1 : 0);
    }

    Duration wantedSilence() {
        return Duration.ofSeconds(silence);
    }
}
