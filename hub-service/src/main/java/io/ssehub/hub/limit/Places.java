package io.ssehub.hub.limit;

import java.util.concurrent.ConcurrentHashMap;

/** How many places each of many holds at the moment; who holds none is not remembered. Thread-safe. */
public final class Places {
    private final int most;
    private final ConcurrentHashMap<String, Integer> held = new ConcurrentHashMap<>();

    /** @param most how many one may hold, 0 for no limit */
    public Places(int most) {
        this.most = most;
    }

    /** Takes a place for a name; false if it holds all it may. What was taken is to be given back once. */
    public boolean take(String name) {
        boolean[] taken = {false};
        held.compute(name, (key, before) -> {
            int now = before == null ? 0 : before;
            taken[0] = most == 0 || now < most;
            int then = taken[0] ? now + 1 : now;
            return then == 0 ? null : then;
        });
        return taken[0];
    }

    /** Gives a place back. */
    public void leave(String name) {
        held.computeIfPresent(name, (key, now) -> now == 1 ? null : now - 1);
    }

    /** How many a name holds. */
    public int of(String name) {
        return held.getOrDefault(name, 0);
    }

    /** How many hold any. */
    int holders() {
        return held.size();
    }
}
