package io.ssehub.worker.publish;

import io.ssehub.protocol.generation.FragmentKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An attempt's answer: text that waits to become a fragment, and every fragment made so far. They are kept until the
 * attempt ends, since a Redis that was replaced may ask for old ones again; the answer's greatest length, in which
 * reasoning counts, bounds them.
 *
 * <p>Not thread-safe.
 */
final class AnswerBuffer {
    /** Longest fragment in characters; even if every one of them has to be escaped, an event stays under 64 KB. */
    static final int LONGEST_FRAGMENT = 8_192;

    /**
     * A piece of the answer or of its reasoning, with a number that is its place in the list.
     *
     * @param isLast whether it was known to be the last when it was made
     */
    record Fragment(FragmentKind kind, String content, boolean isLast) {}

    private final int maxChars;
    private final List<Fragment> fragments = new ArrayList<>();
    private final StringBuilder waiting = new StringBuilder();
    private FragmentKind waitingKind = FragmentKind.ANSWER;
    private int chars;
    private boolean full;

    AnswerBuffer(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Takes text, as much as there is room for; false if it was cut off. A fragment never holds two kinds. */
    boolean add(FragmentKind kind, String text) {
        if (kind != waitingKind) {
            cutAll();
            waitingKind = kind;
        }
        int room = maxChars - chars;
        int taken = text.length() <= room ? text.length() : beforeSplitPair(text, room);
        waiting.append(text, 0, taken);
        chars += taken;
        full |= taken < text.length();
        return !full;
    }

    /** Whether text was cut off. */
    boolean isFull() {
        return full;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether a fragment can be made. Half of a surrogate pair waits for the other half. */
    boolean canCut() {
        return beforeSplitPair(waiting, waiting.length()) > 0;
    }

    /** Whether what waits fills a fragment. */
    boolean fillsFragment() {
        return waiting.length() > LONGEST_FRAGMENT;
    }

    /**
     * Makes a fragment of what waits.
     *
     * @param ending whether nothing more will come
     */
    void cut(boolean ending) {
        int end = beforeSplitPair(waiting, Math.min(waiting.length(), LONGEST_FRAGMENT));
        String content = waiting.substring(0, end);
        waiting.delete(0, end);
        fragments.add(new Fragment(waitingKind, content, ending && !canCut()));
    }

    /** Half of a surrogate pair that never got its other half is not text. */
    private void cutAll() {
        while (canCut()) {
            cut(false);
        }
        waiting.setLength(0);
    }

    /** Fragments made so far. */
    int size() {
        return fragments.size();
    }

    Fragment fragment(int index) {
        return fragments.get(index);
    }

    /** The greatest place up to {@code end} that does not part a surrogate pair, nor leave the half of one behind. */
    private static int beforeSplitPair(CharSequence text, int end) {
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
