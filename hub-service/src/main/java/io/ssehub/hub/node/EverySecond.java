package io.ssehub.hub.node;

/** A part of the node that looks at something about once a second, on the node's timer. */
public interface EverySecond {
    void tick();
}
