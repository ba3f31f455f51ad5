package io.ssehub.loadtest.scenario;

/** A channel for each reader, as when each is sent an answer token by token; events go round them. */
public final class Tokens implements Scenario {
    private final Channels channels = new Channels();

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int readers = stage.setup().sizes().readers();
        Crowd crowd = stage.open(readers, channels::onlyOwn);
        stage.traffic(crowd, event -> channels.own(event % readers));
    }
}
