package io.ssehub.loadtest.scenario;

/** A kind of load. */
public interface Scenario {
    String name();

    /** Plays it to its end; what must hold is told to the stage. */
    void play(Stage stage) throws InterruptedException;
}
