package io.ssehub.loadtest.scale;

import java.util.List;

/**
 * A measured point beside what the model says of it.
 *
 * @param hubCores by the model
 * @param redisCores by the model
 */
public record Fit(Figures.Point point, double hubCores, double redisCores) {
    public static List<Fit> of(Figures figures) {
        return figures.points().stream()
                .map(point -> {
                    Model model = new Model(figures, point.demand(), Retention.DEFAULT);
                    return new Fit(point, model.hubCores(point.nodes()), model.redisCores(point.nodes()));
                })
                .toList();
    }

    /** How much more the model says than was measured, as a share of that. */
    double hubError() {
        return hubCores / point.hubCores() - 1;
    }

    double redisError() {
        return redisCores / point.redisCores() - 1;
    }

    /** Whether neither is off by more than this share. */
    public boolean isWithin(double tolerance) {
        return Math.abs(hubError()) <= tolerance && Math.abs(redisError()) <= tolerance;
    }
}
