package io.ssehub.protocol.log;

/** The version of everything that hub and workers exchange through Redis; each entry and message carries it. */
public final class Wire {
    /** The version this code writes, and the only one it reads. */
    public static final String VERSION = "1";

    private Wire() {}
}
