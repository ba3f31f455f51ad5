package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.latency.LatencySummary;
import io.ssehub.loadtest.publish.Pacer;
import java.util.List;

/** Readers that stop reading, or read too slowly, beside healthy ones, who must not feel it. */
public final class Slow implements Scenario {
    /** Small, so that the server soon feels what they do not read. */
    private static final int RECEIVE_BUFFER = 4096;

    /** What an event has beside its data: name, cursor, line ends. */
    private static final int FRAME_BYTES = 80;

    /** Of the stream's own pace; slower ones would need longer for the rest than the run takes. */
    private static final double SLOW_PACE = 0.8;

    private final Channels channels = new Channels();
    private final double frozenShare;
    private final double slowShare;

    /**
     * @param frozenShare of the readers that stop reading
     * @param slowShare of the readers that read more slowly than is written
     */
    public Slow(double frozenShare, double slowShare) {
        if (frozenShare < 0 || slowShare < 0 || frozenShare + slowShare >= 1) {
            throw new IllegalArgumentException("out of range: frozen " + frozenShare + ", slow " + slowShare);
        }
        this.frozenShare = frozenShare;
        this.slowShare = slowShare;
    }

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int readers = stage.setup().sizes().readers();
        int frozen = (int) Math.round(readers * frozenShare);
        int slow = (int) Math.round(readers * slowShare);
        int healthy = readers - frozen - slow;
        stage.findings().setting("frozen readers", frozen);
        stage.findings().setting("slow readers", slow);
        double rate = stage.setup().sizes().rate();
        int pace = (int) Math.max(1, rate * (stage.setup().sizes().bytes() + FRAME_BYTES) * SLOW_PACE);
        ReaderOptions small = ReaderOptions.defaults().receiveBufferBytes(RECEIVE_BUFFER);

        Crowd well = stage.open(healthy, channels::onlyBroadcast);
        Crowd stuck = open(stage, frozen, healthy, small);
        Crowd trickling = open(stage, slow, healthy + frozen, small.bytesPerSecond(pace));

        Pacer pacer = stage.pacer("p").start(rate, _ -> ChannelName.broadcast());
        stage.phase("warming up");
        Thread.sleep(stage.setup().sizes().warmUp());
        LatencySummary before = measure(stage, well);

        stage.findings().mark(frozen + " readers freeze");
        Crowd.tell(stuck.members(), SseReader::freeze);
        LatencySummary with = measure(stage, well);

        stage.findings().mark("they thaw");
        Crowd.tell(stuck.members(), SseReader::thaw);
        stage.settle(pacer);
        stage.findings().figure("p99 of the healthy, before", before.p99().toNanos() / 1e6, "ms");
        stage.findings()
                .figure(
                        "p99 of the healthy, with frozen ones beside them",
                        with.p99().toNanos() / 1e6,
                        "ms");
        stage.findings()
                .figure(
                        "the second to the first",
                        (double) with.p99().toNanos() / Math.max(1, before.p99().toNanos()),
                        "×");
        List<Crowd> all = List.of(well, stuck, trickling);
        stage.findings()
                .figure(
                        "connections that came back",
                        all.stream().mapToInt(Crowd::welcomes).sum() - (double) readers,
                        "");
    }

    private Crowd open(Stage stage, int count, int first, ReaderOptions options) throws InterruptedException {
        return stage.open(count, i -> channels.onlyBroadcast(first + (long) i), options, _ -> _ -> {});
    }

    private static LatencySummary measure(Stage stage, Crowd crowd) throws InterruptedException {
        stage.beginMeasuring(crowd);
        Thread.sleep(stage.setup().sizes().duration());
        stage.endMeasuring(crowd);
        return crowd.measured().total();
    }
}
