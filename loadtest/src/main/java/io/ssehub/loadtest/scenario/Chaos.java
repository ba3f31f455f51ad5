package io.ssehub.loadtest.scenario;

/** Another kind of load, while the setup's timetable kills, stops and starts nodes. */
public final class Chaos implements Scenario {
    private final Scenario beside;

    public Chaos(Scenario beside) {
        this.beside = beside;
    }

    @Override
    public String name() {
        return "chaos on " + beside.name();
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        if (stage.setup().timetable().entries().isEmpty()) {
            throw new Stage.Stuck("the script is empty");
        }
        beside.play(stage);
        stage.findings()
                .check(
                        "all listen in the end",
                        stage.crowds().stream().allMatch(crowd -> crowd.listening() == crowd.size()),
                        "");
    }
}
