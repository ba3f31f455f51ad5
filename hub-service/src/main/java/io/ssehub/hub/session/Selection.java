package io.ssehub.hub.session;

import io.ssehub.protocol.log.EntryRef;

/** What a connection is shown of its channels. Called under the session's monitor, so it must be quick. */
public interface Selection {
    /** Everything. */
    Selection ALL = ref -> true;

    /** Whether an entry is shown. One that is not moves the connection's cursor all the same; gaps are always told. */
    boolean shows(EntryRef ref);
}
