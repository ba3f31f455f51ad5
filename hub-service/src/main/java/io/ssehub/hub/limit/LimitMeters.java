package io.ssehub.hub.limit;

/** What is counted of limits. Called on any thread. */
public interface LimitMeters {
    /** Something was refused, or somebody cut off, for being more than that. */
    void exceeded(Limit limit);
}
