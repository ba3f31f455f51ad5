package io.ssehub.loadtest.scale;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plan, and how well the model fits what was measured, in a few lines. */
public final class PlanReport {
    private static final double PERCENT = 100;
    private static final double BILLION = 1e9;

    private PlanReport() {}

    public static String of(Plan plan) {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("hub nodes: %s%n", number(plan.nodes()));
        limits(text, plan.hubs());
        text.format("Redis primaries: %s%n", number(plan.shards().getFirst().needed()));
        limits(text, plan.shards());
        plan.nodes().ifPresent(nodes -> {
            Model model = plan.model();
            text.format("on %d nodes, all together:%n", nodes);
            text.format(
                    "  hubs: %.1f cores, %.2f GB, %.2f Gbit/s%n",
                    model.hubCores(nodes),
                    nodes * model.hubBytes(nodes) / BILLION,
                    nodes * model.hubBits(nodes) / BILLION);
            text.format(
                    "  Redis: %.2f cores, %.2f GB, %.2f Gbit/s%n",
                    model.redisCores(nodes), model.redisBytes() / BILLION, model.redisBits(nodes) / BILLION);
            text.format("  when a node dies, its connections are let in again within %.1f s%n", plan.returnSeconds());
        });
        return text.toString();
    }

    /** Each measured point beside the model. */
    public static String of(List<Fit> fits) {
        Formatter text = new Formatter(Locale.ROOT);
        for (Fit fit : fits) {
            text.format(
                    "%s: hubs %.3f cores measured, %.3f by the model (%+.0f %%); Redis %.3f and %.3f (%+.0f %%)%n",
                    fit.point().name(),
                    fit.point().hubCores(),
                    fit.hubCores(),
                    PERCENT * fit.hubError(),
                    fit.point().redisCores(),
                    fit.redisCores(),
                    PERCENT * fit.redisError());
        }
        return text.toString();
    }

    private static void limits(Formatter text, List<Plan.Limit> limits) {
        for (Plan.Limit limit : limits) {
            text.format("  by %s: %s%n", limit.name(), number(limit.needed()));
        }
    }

    private static String number(Optional<Integer> needed) {
        return needed.map(count -> Integer.toString(count)).orElse("no number is enough");
    }
}
