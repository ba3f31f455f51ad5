package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.judge.Coverage.Missing;
import io.ssehub.loadtest.judge.Expectations.Floor;
import io.ssehub.loadtest.judge.Expectations.Progress;
import io.ssehub.loadtest.load.Stamp;
import java.util.HashMap;
import java.util.Map;

/** What one reader got of the numbered events of one channel. Not thread-safe. */
final class ChannelRecord {
    private final String channel;
    private final Map<String, Coverage> publishers = new HashMap<>();
    private final Notes notes = new Notes();
    private long gaps;

    ChannelRecord(String channel) {
        this.channel = channel;
    }

    void onStamp(Stamp stamp) {
        Coverage coverage = publishers.computeIfAbsent(stamp.publisher(), _ -> new Coverage(hadGap()));
        long doubled = coverage.doubled();
        long swapped = coverage.swapped();
        long highest = coverage.highest();
        coverage.add(stamp.sequence(), stamp.sequence());
        if (coverage.doubled() > doubled) {
            notes.add(stamp.publisher() + ": " + stamp.sequence() + " came again after " + highest);
        } else if (coverage.swapped() > swapped) {
            notes.add(stamp.publisher() + ": " + stamp.sequence() + " came after " + highest);
        }
    }

    void onGap(Gap gap) {
        gaps++;
        notes.add("gap, " + gap.reason() + ", " + gap.range());
        publishers.values().forEach(Coverage::onGap);
    }

    /** Whether the last number of every publisher is here; what is missing before it will not come any more. */
    boolean isCaughtUp(Expectations expectations, Floor floor) {
        for (Map.Entry<String, Progress> entry :
                expectations.publishers(channel).entrySet()) {
            String publisher = entry.getKey();
            Coverage coverage = publishers.get(publisher);
            long reached = coverage == null ? 0 : coverage.highest();
            long due = entry.getValue().published();
            if (due > reached && due > floor.of(channel, publisher)) {
                return false;
            }
        }
        return true;
    }

    void report(Expectations expectations, Floor floor, Tally tally, Notes all) {
        all.addAll(notes);
        Map<String, Progress> expected = expectations.publishers(channel);
        publishers.forEach((publisher, coverage) -> {
            tally.add(Measure.DELIVERED, coverage.delivered())
                    .add(Measure.DOUBLED, coverage.doubled())
                    .add(Measure.SWAPPED, coverage.swapped());
            if (coverage.highest()
                    > expected.getOrDefault(publisher, Progress.NONE).publishing()) {
                tally.add(Measure.FOREIGN, 1);
                all.add(publisher + ": nobody published " + coverage.highest());
            }
        });
        expected.forEach((publisher, progress) -> {
            Coverage coverage = publishers.getOrDefault(publisher, new Coverage(hadGap()));
            for (Missing missing : coverage.missing(floor.of(channel, publisher), progress.published())) {
                tally.add(Measure.LOST, missing.size()).add(Measure.SILENT, missing.announced() ? 0 : missing.size());
                all.add(publisher + ": never got " + missing);
            }
        });
        tally.add(Measure.GAPS, gaps);
    }

    private boolean hadGap() {
        return gaps > 0;
    }
}
