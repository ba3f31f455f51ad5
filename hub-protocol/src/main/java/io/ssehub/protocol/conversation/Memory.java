package io.ssehub.protocol.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a conversation a model gets to know.
 *
 * @param turns most questions with their answers
 * @param characters most characters in all of them together
 */
public record Memory(int turns, int characters) {
    /**
     * The newest that fit, whole ones; only the very newest is shortened if it alone is too long.
     *
     * @param newestFirst what there is
     * @return oldest first
     */
    List<Exchange> choose(List<Exchange> newestFirst) {
        List<Exchange> chosen = new ArrayList<>();
        int left = characters;
        for (Exchange exchange : newestFirst) {
            int room = left - exchange.question().length();
            Exchange fitting = chosen.isEmpty() && room > 0 ? exchange.shortened(room) : exchange;
            if (chosen.size() == turns || fitting.length() > left) {
                break;
            }
            left -= fitting.length();
            chosen.addFirst(fitting);
        }
        return List.copyOf(chosen);
    }
}
