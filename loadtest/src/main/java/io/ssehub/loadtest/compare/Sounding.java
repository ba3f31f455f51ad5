package io.ssehub.loadtest.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run of a {@link Survey}. */
enum Sounding {
    /** Memory: garbage is collected before and after. */
    MEMORY(Side.HUB, "idle", 15_000, 0, "--gc", "--rehearse", "1000", "--silence", "0"),
    /** CPU of connections on which nothing happens. */
    QUIET(Side.HUB, "idle", 15_000, 0, "--rehearse", "1000", "--silence", "0"),
    /** CPU of those that come and go. */
    COMING(Side.HUB, "churn", 20, 1, "--connects", "200", "--sources", "4"),
    /** Nearly nothing but deliveries. */
    BROADCAST(Side.HUB_JAVA, "broadcast", 4_000, 10),
    /** One delivery an event, many channels. */
    MANY(Side.HUB_JAVA, "tokens", 4_000, 1_500),
    /** As many events on a tenth of the channels. */
    FEW(Side.HUB_JAVA, "tokens", 400, 1_500),
    /** The same as {@link #MANY}, published over HTTP. */
    HTTP(Side.HUB, "tokens", 4_000, 1_500),
    /** Events with few readers, on one node. */
    ONE(Side.HUB_JAVA, "broadcast", 40, 1_000),
    /** The same, handed on to four. */
    FOUR(Side.FOUR_HUBS, "broadcast", 40, 1_000),
    /** {@link #MANY} on two nodes. */
    MANY_ON_TWO(Side.TWO_HUBS, "tokens", 4_000, 1_500),
    /** And on four. */
    MANY_ON_FOUR(Side.FOUR_HUBS, "tokens", 4_000, 1_500);

    /** Of data in each event. */
    static final int BYTES = 200;

    /** Heartbeats and looks at quiet channels are far between. */
    private static final int IDLE_TIMES = 3;

    private static final int FEWEST = 10;

    private final Side side;
    private final String scenario;
    private final int readers;
    private final int rate;
    private final List<String> more;

    Sounding(Side side, String scenario, int readers, int rate, String... more) {
        this.side = side;
        this.scenario = scenario;
        this.readers = readers;
        this.rate = rate;
        this.more = List.of(more);
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    Side side() {
        return side;
    }

    boolean isBroadcast() {
        return scenario.equals("broadcast");
    }

    int readers(double scale) {
        return Math.max(FEWEST, (int) Math.round(readers * scale));
    }

    List<String> load(double scale, int seconds, int warmUpSeconds) {
        List<String> arguments = new ArrayList<>(List.of(scenario));
        arguments.addAll(List.of("--readers", Integer.toString(readers(scale))));
        arguments.addAll(List.of("--rate", Integer.toString(rate), "--bytes", Integer.toString(BYTES)));
        arguments.addAll(List.of("--warm-up", warmUpSeconds + "s"));
        boolean idle = scenario.equals("idle");
        arguments.addAll(List.of("--duration", (idle ? IDLE_TIMES * seconds : seconds) + "s"));
        arguments.addAll(more);
        return arguments;
    }
}
