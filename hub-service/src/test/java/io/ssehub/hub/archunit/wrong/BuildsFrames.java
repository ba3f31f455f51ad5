package io.ssehub.hub.archunit.wrong;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record BuildsFrames(String text) {
    String frame() {
        return "event: mine\ndata: " + text + "\n\n";
    }
}
