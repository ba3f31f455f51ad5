package io.ssehub.hub.history;

import io.ssehub.protocol.channel.Channel;

/** What the calls for the past count. Called on any thread. */
public interface HistoryMeters {
    /** A page was answered. */
    void pageOfThePast(Channel.Kind kind);
}
