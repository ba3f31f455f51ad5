package io.ssehub.hub.caller;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who makes the call that is being answered. */
public interface Callers {
    /** Of the call on this thread. */
    Caller current();

    /**
     * Whoever makes a call with this header, if that is known without waiting for anybody; empty too for who is refused.
     *
     * @param authorization the header {@code Authorization}, null if there is none
     */
    Optional<Caller> known(@Nullable String authorization);

    /** Whether nobody is asked who they are. */
    boolean isOpen();
}
