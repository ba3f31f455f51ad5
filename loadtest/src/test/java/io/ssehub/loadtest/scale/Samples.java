package io.ssehub.loadtest.scale;

import java.util.List;

/** Round costs, of no machine, by which one can reckon in one's head. */
final class Samples {
    static final Figures.Hub HUB = new Figures.Hub(100e6, 20_000, 10, 1_000, 20, 10, 100, 5, 100);
    static final Figures.Redis REDIS = new Figures.Redis(15, 5, 2, 1, 1_000, 100, 50);
    static final Figures FIGURES = new Figures(HUB, REDIS, List.of());
    static final Hardware HARDWARE = new Hardware(4, 8e9, 10e9, 15_000, 32e9, 10e9, 0.5);

    private Samples() {}

    /** A channel for each of so many, and so many deliveries a second in all. */
    static Demand personal(double connections, double deliveries) {
        return new Demand(connections, deliveries, 1, 1, 200, 0);
    }

    static Model model(Demand demand) {
        return new Model(FIGURES, demand, Retention.DEFAULT);
    }

    static Plan plan(Demand demand) {
        return new Plan(FIGURES, demand, Retention.DEFAULT, HARDWARE);
    }

    /** One channel for all. */
    static Demand broadcast(double connections, double events) {
        return new Demand(connections, connections * events, connections, 1, 200, 0);
    }
}
