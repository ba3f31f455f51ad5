package io.ssehub.loadtest.result;

import io.ssehub.loadtest.judge.Verdict;
import io.ssehub.loadtest.watch.LoadUse;
import io.ssehub.loadtest.watch.Sample;
import io.ssehub.loadtest.watch.ServerCost;
import java.time.Instant;
import java.util.List;

/**
 * All that came of a run.
 *
 * @param measuredSeconds how long the measured time was
 * @param measuredFrom the second of the run at which it began
 * @param published events accepted in the measured time
 * @param delivered deliveries in the measured time
 */
public record RunResult(
        String scenario,
        String target,
        Instant startedAt,
        List<Setting> settings,
        List<Check> checks,
        Verdict verdict,
        List<Timing> timings,
        List<Figure> figures,
        List<Sample> samples,
        List<Mark> marks,
        double measuredFrom,
        double measuredSeconds,
        long published,
        long delivered,
        LoadUse load,
        List<ServerCost> servers) {
    public RunResult {
        settings = List.copyOf(settings);
        checks = List.copyOf(checks);
        timings = List.copyOf(timings);
        figures = List.copyOf(figures);
        samples = List.copyOf(samples);
        marks = List.copyOf(marks);
        servers = List.copyOf(servers);
    }

    public boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }
}
