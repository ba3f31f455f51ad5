package io.ssehub.protocol.log;

import io.ssehub.protocol.channel.Channel;

/** How long history lasts, channel by channel. Asked for every publication and every read, so an answer must cost little. */
@FunctionalInterface
public interface Retentions {
    /** How long it lasts in a channel; the same answer for the same channel, in every process. */
    Retention of(Channel channel);
}
