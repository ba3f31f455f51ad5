package io.ssehub.starter.subscribe;

/**
 * An event as it came.
 *
 * @param type its name, {@code message} for one without
 * @param data its data, JSON by convention
 * @param cursor where the connection stands behind it, in all its channels; empty if nothing has told yet
 */
public record ReceivedEvent(String type, String data, String cursor) {}
