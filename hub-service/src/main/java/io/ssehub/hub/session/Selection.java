package io.ssehub.hub.session;

import io.ssehub.protocol.log.EntryRef;
import java.util.Optional;

/** What a connection is shown of its channels. Called under the session's monitor, so it must be quick. */
public interface Selection {
    /** Everything. */
    Selection ALL = ref -> true;

    /** Whether an entry is shown. One that is not moves the connection's cursor all the same; gaps are not asked about. */
    boolean shows(EntryRef ref);

    /** Whether an entry is the last that is shown: the connection ends with it, for good. */
    default boolean endsWith(EntryRef ref) {
        return false;
    }

    /** What is told in place of a gap, and to a connection without a cursor; if empty, a gap is told as such. */
    default Optional<Recap.Source> recaps() {
        return Optional.empty();
    }
}
