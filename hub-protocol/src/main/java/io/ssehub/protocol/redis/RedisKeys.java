package io.ssehub.protocol.redis;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import java.util.Optional;

/**
 * Every key and pub/sub channel this system uses in Redis; nobody else puts one together.
 *
 * <p>Keys of one channel carry its name as hash tag, so that a script touches one Redis Cluster slot. Pub/sub does not
 * know databases, so a database other than 0 is part of the prefix.
 */
public final class RedisKeys {
    private static final String TEXT = ":text";

    private final String prefix;

    /**
     * Keys of one installation.
     *
     * @param prefix sets installations on the same Redis apart
     * @param database the Redis database, 0 to 15 by Redis' default
     */
    public RedisKeys(String prefix, int database) {
        Names.check("prefix", prefix);
        this.prefix = database == 0 ? prefix : prefix + '@' + database;
    }

    /** Stream: a channel's log. Also the pub/sub channel its entries are announced on. */
    public String log(Channel channel) {
        return prefix + ":{" + channel + '}';
    }

    /** The channel whose {@link #log} this is. */
    public Optional<Channel> channelOfLog(String key) {
        int start = prefix.length() + 2;
        return key.startsWith(prefix + ":{") && key.endsWith("}")
                ? Channel.parse(key.substring(start, key.length() - 1))
                : Optional.empty();
    }

    /** Hash: a channel's last position and the mark of the primary that gave it. */
    public String head(Channel channel) {
        return log(channel) + ":head";
    }

    /** String: what was published to a channel under an idempotency key. */
    public String publishMemory(Channel channel, String key) {
        return log(channel) + ":key:" + key;
    }

    /** Whether a generation may be called so: by a name whose {@link #generation} is not the {@link #text} of another. */
    public static boolean isMessageId(String id) {
        return Names.isValid(id) && !id.endsWith(TEXT);
    }

    /** Hash: one generation of a client. */
    public String generation(String clientId, String messageId) {
        return log(Channel.client(clientId)) + ":gen:" + messageId;
    }

    /** String: the text of a generation so far. */
    public String text(String clientId, String messageId) {
        return generation(clientId, messageId) + TEXT;
    }

    /** Sorted set: a client's message ids by the time they were accepted. */
    public String generations(String clientId) {
        return log(Channel.client(clientId)) + ":gens";
    }

    /** Sorted set: a client's conversations by the time of what last happened in them. */
    public String conversations(String clientId) {
        return log(Channel.client(clientId)) + ":convs";
    }

    /** Sorted set: the message ids of a conversation by the time they were accepted. */
    public String conversation(String clientId, String conversationId) {
        return log(Channel.client(clientId)) + ":conv:" + conversationId;
    }

    /** Sorted set: a client's generations that have not ended: those in the request stream, and those that wait for it. */
    public String open(String clientId) {
        return log(Channel.client(clientId)) + ":open";
    }

    /** Matches every client's {@link #open}, and perhaps more: see {@link #clientOfOpen}. */
    public String openPattern() {
        return prefix + ":{client/*}:open";
    }

    /** The client whose {@link #open} this is. */
    public Optional<String> clientOfOpen(String key) {
        int end = key.indexOf('}');
        return end < 0 || !key.endsWith("}:open") || end != key.length() - "}:open".length()
                ? Optional.empty()
                : channelOfLog(key.substring(0, end + 1)).map(Channel::name);
    }

    /** Matches every key of a client, whatever it holds; names have nothing in them that a pattern would take for more. */
    public String clientPattern(String clientId) {
        return log(Channel.client(clientId)) + '*';
    }

    /** The message whose {@link #generation} or {@link #text} this key of a client is. */
    public Optional<String> messageOf(String clientId, String key) {
        String start = generation(clientId, "");
        if (!key.startsWith(start)) {
            return Optional.empty();
        }
        String rest = key.substring(start.length());
        return Optional.of(rest.endsWith(TEXT) ? rest.substring(0, rest.length() - TEXT.length()) : rest);
    }

    /** Sorted set: hashes of messages that were erased with their client, until when (ms) that is remembered. */
    public String erased() {
        return prefix + ":erased";
    }

    /** Stream: chat requests that wait for a worker, and those that workers hold. */
    public String requests() {
        return prefix + ":requests";
    }

    /** Stream: requests that failed for good in a way somebody should look at. */
    public String deadLetters() {
        return prefix + ":dead";
    }

    /** String: the worker that looks after what was left lying. */
    public String janitor() {
        return prefix + ":janitor";
    }

    /** String and pub/sub channel: by which a node finds out whether it still hears what is published. */
    public String probe(String node) {
        return prefix + ":probe:" + node;
    }

    /** List: what hubs sign and check tokens with, the first of them signs. */
    public String secrets() {
        return prefix + ":auth:secrets";
    }

    /** String: whom a ticket stands for, by the hash of the ticket. */
    public String ticket(String hash) {
        return prefix + ":auth:ticket:" + hash;
    }

    /** String: how often somebody has had something of a kind lately. */
    public String rate(String kind, String who) {
        return prefix + ":rate:" + kind + ':' + who;
    }

    /** Matches every {@link #ticket}. */
    public String ticketPattern() {
        return ticket("*");
    }

    /** Pub/sub channel: nudges to workers. */
    public String nudges() {
        return prefix + ":nudges";
    }

    /** Hash: the leases of hubs. Also the pub/sub channel of what is meant for all of them. */
    public String nodes() {
        return prefix + ":nodes";
    }

    /** Pub/sub channel: what is meant for one hub. */
    public String node(String id) {
        return nodes() + ':' + id;
    }

    /** Hash: the leases of workers. */
    public String workers() {
        return prefix + ":workers";
    }
}
