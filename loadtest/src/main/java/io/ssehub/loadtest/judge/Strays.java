package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.sse.SseEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came to one reader and should not have: foreign or malformed events. Not thread-safe. */
final class Strays {
    /** What cannot be ascribed to a channel. */
    private static final String NO_CHANNEL = "?";

    private static final int LONGEST_NOTE = 200;

    private record Stray(Tally tally, Notes notes) {}

    private final Map<String, Stray> byChannel = new LinkedHashMap<>();

    void malformed(SseEvent event) {
        add(NO_CHANNEL, Measure.MALFORMED, event);
    }

    void foreign(String channel, SseEvent event) {
        add(channel, Measure.FOREIGN, event);
    }

    List<Finding> findings(String reader) {
        List<Finding> findings = new ArrayList<>();
        byChannel.forEach((channel, stray) -> findings.add(new Finding(
                reader, channel, new Tally().add(stray.tally()), stray.notes().list())));
        return findings;
    }

    private void add(String channel, Measure measure, SseEvent event) {
        Stray stray = byChannel.computeIfAbsent(channel, _ -> new Stray(new Tally(), new Notes()));
        stray.tally().add(measure, 1);
        String data = event.data();
        String shown = data.length() <= LONGEST_NOTE ? data : data.substring(0, LONGEST_NOTE) + "...";
        stray.notes().add(measure.label() + " " + event.type() + " " + shown);
    }
}
