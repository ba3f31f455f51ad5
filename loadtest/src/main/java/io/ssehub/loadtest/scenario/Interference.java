package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.plan.Timetable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs the commands of a timetable beside the traffic. One that fails fails the run. */
final class Interference implements AutoCloseable {
    private static final int LONGEST_OUTPUT = 200;

    private final Timetable timetable;
    private final Findings findings;
    private final Thread thread;

    Interference(Timetable timetable, Findings findings) {
        this.timetable = timetable;
        this.findings = findings;
        this.thread = Thread.ofPlatform().daemon().name("load-chaos").start(this::run);
    }

    private void run() {
        long startNanos = System.nanoTime();
        try {
            for (Timetable.Entry entry : timetable.entries()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, entry.at().toNanos() - (System.nanoTime() - startNanos))));
                run(entry.command());
            }
        } catch (InterruptedException e) {
            findings.check("the whole script was run", false, "the measured time ended before it");
        }
    }

    private void run(String command) throws InterruptedException {
        findings.mark(command);
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            if (code != 0) {
                String shown = said.substring(Math.max(0, said.length() - LONGEST_OUTPUT));
                findings.check("script: " + command, false, "exit code " + code + " " + shown);
            }
        } catch (IOException e) {
            findings.check("script: " + command, false, e.toString());
        }
    }

    /** Waits for the commands that are due; a command that takes long is waited for. */
    void finish() throws InterruptedException {
        if (!timetable.entries().isEmpty()) {
            thread.join(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
