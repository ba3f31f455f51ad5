package io.ssehub.loadtest.judge;

import java.util.List;

/**
 * What became of one channel at one reader.
 *
 * @param channel as the hub writes it; {@code ?} for what cannot be ascribed to one
 * @param notes the first few faults in words
 */
public record Finding(String reader, String channel, Tally tally, List<String> notes) {
    @Override
    public String toString() {
        return reader + ", " + channel + ": " + tally.faults()
                + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
    }
}
