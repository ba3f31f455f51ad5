package io.ssehub.hub.caller;

/** Tells who makes the call that is being answered. */
public interface Callers {
    /** Of the call on this thread. */
    Caller current();

    /** Whether nobody is asked who they are. */
    boolean isOpen();
}
