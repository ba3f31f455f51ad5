package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.plan.Zipf;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Topics of very different size: readers choose them by Zipf's law, and so do publishers. */
public final class Topics implements Scenario {
    private final Channels channels = new Channels();
    private final int topics;
    private final int each;
    private final Zipf popularity;

    /**
     * @param topics how many there are
     * @param each how many a reader listens to
     * @param exponent 0 for topics of equal size, 1 for the usual few large ones and many small ones
     */
    public Topics(int topics, int each, double exponent) {
        if (topics < 1 || each < 1 || each > topics) {
            throw new IllegalArgumentException(each + " of " + topics + " topics a reader");
        }
        this.topics = topics;
        this.each = each;
        this.popularity = new Zipf(topics, exponent);
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        stage.findings().setting("topics", topics);
        stage.findings().setting("topics a reader", each);
        RandomGenerator random = ThreadLocalRandom.current();
        Crowd crowd = stage.open(
                stage.setup().sizes().readers(),
                reader -> channels.onlyTopics(reader, List.copyOf(popularity.draw(random, each))));
        stage.traffic(crowd, _ -> channels.topic(popularity.draw(ThreadLocalRandom.current())));
    }
}
