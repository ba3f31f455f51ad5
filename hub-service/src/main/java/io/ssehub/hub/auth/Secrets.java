package io.ssehub.hub.auth;

import io.ssehub.hub.node.EverySecond;
import java.util.List;

/** The secrets whose tokens are accepted. Thread-safe. */
interface Secrets extends EverySecond {
    /** All of them; new tokens are signed with the first. Empty as long as they are not known. */
    List<Secret> known();

    /** Looks whether there are others by now. */
    @Override
    default void tick() {}
}
