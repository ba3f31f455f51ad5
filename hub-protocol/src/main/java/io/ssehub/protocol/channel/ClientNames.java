package io.ssehub.protocol.channel;

import io.ssehub.protocol.digest.Sha256;

/**
 * How clients are called in a log: by their names, or by short hashes, the same in every service and after every start, so
 * that lines about one client can still be found. Whoever can guess a name can check the guess.
 *
 * @param masked whether hashes stand for the names
 */
public record ClientNames(boolean masked) {
    private static final String MARK = "~";
    private static final int BYTES = 6;

    /** What a log may say of a client. */
    public String shown(String clientId) {
        return masked ? hash(clientId) : clientId;
    }

    /** What a log may say of a channel, whatever is set; for faults, of which few need to know the name. */
    public static String shown(Channel channel) {
        return channel.kind() == Channel.Kind.CLIENT ? "client/" + hash(channel.name()) : channel.toString();
    }

    private static String hash(String clientId) {
        return MARK + Sha256.hex(clientId, BYTES);
    }
}
