package io.ssehub.hub.session;

import io.ssehub.protocol.channel.Channel;
import java.util.Map;

/**
 * What a connection reads.
 *
 * @param clientId whose connection it is
 * @param channels its channels, and where it begins in each
 * @param envelope whether events carry their channel and position
 * @param selection what it is shown of them
 */
public record Reading(String clientId, Map<Channel, Start> channels, boolean envelope, Selection selection) {}
