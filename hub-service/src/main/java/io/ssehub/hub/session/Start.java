package io.ssehub.hub.session;

import io.ssehub.protocol.position.Position;

/** Where a connection begins in one of its channels. */
public sealed interface Start {
    /** With whatever comes next. */
    record Live() implements Start {}

    /** After a position it has from before. */
    record After(Position position) implements Start {}

    /** With the oldest entry there is. */
    record Oldest() implements Start {}

    /** With whatever comes next, since the cursor it brought could not be read; it is told so. */
    record UnknownCursor() implements Start {}
}
