package io.ssehub.worker.openai;

/** What a provider says about a failure, made fit for a log: without the key, on one line, not too long. */
final class Complaints {
    private Complaints() {}

    static String shown(String text, ApiKey key, int longest) {
        String line = key.hideIn(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
