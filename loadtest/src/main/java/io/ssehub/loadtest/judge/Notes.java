package io.ssehub.loadtest.judge;

import java.util.ArrayList;
import java.util.List;

/** The first few things that were wrong, in words; the tally has them all. */
final class Notes {
    private static final int MOST = 5;

    private final List<String> notes = new ArrayList<>(0);

    void add(String note) {
        if (notes.size() < MOST) {
            notes.add(note);
        }
    }

    void addAll(Notes others) {
        others.notes.forEach(this::add);
    }

    List<String> list() {
        return List.copyOf(notes);
    }
}
