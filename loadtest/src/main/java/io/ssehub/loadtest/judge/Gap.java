package io.ssehub.loadtest.judge;

import io.ssehub.loadtest.sse.SseEvent;

/**
 * The hub's word that something may be missing from a channel.
 *
 * @param range the positions it is between, as they stand in the event
 */
record Gap(String channel, String reason, String range) {
    /** @throws EventData.Malformed when the event is not what its name says */
    static Gap parse(SseEvent event) {
        EventData data = EventData.of(event);
        return new Gap(data.text("channel"), data.text("reason"), data.shown("from") + " to " + data.shown("to"));
    }
}
