package io.ssehub.loadtest.sse;

/**
 * One dispatched event of a stream.
 *
 * @param type the event's name, {@code message} when the stream named none
 * @param data the lines of data, joined by line feeds
 * @param lastEventId the last event id as of this event, empty when there is none
 */
public record SseEvent(String type, String data, String lastEventId) {}
