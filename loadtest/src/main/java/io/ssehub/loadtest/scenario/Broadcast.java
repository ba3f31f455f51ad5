package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.hub.ChannelName;

/** One channel that all readers listen to. */
public final class Broadcast implements Scenario {
    private final Channels channels = new Channels();

    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Crowd crowd = stage.open(stage.setup().sizes().readers(), channels::onlyBroadcast);
        stage.traffic(crowd, _ -> ChannelName.broadcast());
    }
}
