package io.ssehub.starter.test;

import io.ssehub.protocol.position.Position;
import io.ssehub.starter.publish.HubEvent;

/**
 * An event that was published.
 *
 * @param event as it was handed over
 * @param json its data as listeners would get it
 * @param position where it stands in its channel
 */
public record Recorded(HubEvent event, String json, Position position) {
    @Override
    public String toString() {
        return event.channel() + " " + event.name() + " " + json + (event.key() == null ? "" : " key=" + event.key());
    }
}
