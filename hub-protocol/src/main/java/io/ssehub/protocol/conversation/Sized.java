package io.ssehub.protocol.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * A message of which only the size of its answer is known, so that long ones need not be read in vain.
 *
 * @param bytes of the answer in UTF-8
 */
record Sized(String id, String question, long bytes) {
    /** A character has at most so many bytes in UTF-8. */
    private static final int MOST_BYTES_A_CHARACTER = 3;

    /** Those that may fit, newest first. */
    static List<Sized> worthReading(List<Sized> newestFirst, Memory memory) {
        List<Sized> chosen = new ArrayList<>();
        long least = 0;
        for (Sized sized : newestFirst) {
            least += sized.question().length() + sized.bytes() / MOST_BYTES_A_CHARACTER;
            if (chosen.size() == memory.turns() || (least > memory.characters() && !chosen.isEmpty())) {
                break;
            }
            chosen.add(sized);
        }
        return chosen;
    }
}
