package io.ssehub.hub.feed;

import io.ssehub.hub.bus.Bus;
import java.util.List;
import java.util.stream.IntStream;

/** The lanes of a node. */
public final class Lanes implements AutoCloseable {
    private final List<ThreadLane> lanes;

    private Lanes(List<ThreadLane> lanes) {
        this.lanes = lanes;
    }

    public static Lanes start(FeedProperties properties) {
        return new Lanes(IntStream.range(0, properties.laneCount())
                .mapToObj(number -> new ThreadLane("lane-" + number))
                .toList());
    }

    /** Feeds that live on these lanes. */
    public Feeds feeds(Bus bus, FeedProperties properties, FeedMeters meters) {
        return new Feeds(lanes, bus, properties.limits(), meters, System::nanoTime);
    }

    @Override
    public void close() {
        lanes.forEach(ThreadLane::close);
    }
}
