package io.ssehub.protocol.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How clients are called in a log: by their names, or by short hashes, the same in every service and after every start, so
 * that lines about one client can still be found. Whoever can guess a name can check the guess.
 *
 * @param masked whether hashes stand for the names
 */
public record ClientNames(boolean masked) {
    private static final String MARK = "~";
    private static final int DIGITS = 12;

    /** What a log may say of a client. */
    public String shown(String clientId) {
        return masked ? hash(clientId) : clientId;
    }

    /** What a log may say of a channel, whatever is set; for faults, of which few need to know the name. */
    public static String shown(Channel channel) {
        return channel.kind() == Channel.Kind.CLIENT ? "client/" + hash(channel.name()) : channel.toString();
    }

    private static String hash(String clientId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(StandardCharsets.UTF_8));
            return MARK + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
