package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Names of readers and channels, of this run only: a server may still remember those of an earlier one. */
final class Channels {
    private static final int RUN_DIGITS = 6;

    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()).substring(0, RUN_DIGITS);

    String reader(long number) {
        return "r" + run + "-" + number;
    }

    ChannelName own(long number) {
        return ChannelName.client(reader(number));
    }

    ChannelName topic(long number) {
        return ChannelName.topic("t" + run + "-" + number);
    }

    Subscription onlyBroadcast(long number) {
        return new Subscription(reader(number), List.of(), false, true);
    }

    Subscription onlyOwn(long number) {
        return new Subscription(reader(number), List.of(), true, false);
    }

    Subscription ownAndBroadcast(long number) {
        return new Subscription(reader(number), List.of(), true, true);
    }

    /** A channel that plays broadcast without being shared with whoever else uses the server. */
    Subscription onlyTopics(long number, List<Integer> topics) {
        List<String> names = topics.stream().map(topic -> topic(topic).name()).toList();
        return new Subscription(reader(number), names, false, false);
    }
}
