package io.ssehub.loadtest.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who connects and what it listens to.
 *
 * @param own whether the client's own channel is part of it
 * @param broadcast whether broadcast is part of it
 */
public record Subscription(String clientId, List<String> topics, boolean own, boolean broadcast) {
    public Subscription {
        topics = List.copyOf(topics);
    }

    /** What the hub gives without being asked: the client's own channel and broadcast. */
    public static Subscription of(String clientId, String... topics) {
        return new Subscription(clientId, List.of(topics), true, true);
    }

    public Subscription withoutOwn() {
        return new Subscription(clientId, topics, false, broadcast);
    }

    public Subscription withoutBroadcast() {
        return new Subscription(clientId, topics, own, false);
    }

    public Set<ChannelName> channels() {
        Set<ChannelName> channels = new LinkedHashSet<>();
        if (own) {
            channels.add(ChannelName.client(clientId));
        }
        topics.forEach(topic -> channels.add(ChannelName.topic(topic)));
        if (broadcast) {
            channels.add(ChannelName.broadcast());
        }
        return channels;
    }

    /** The address to connect to on one node. */
    public URI url(URI node) {
        return node.resolve(path());
    }

    /** The path of that address, with its query. */
    public String path() {
        List<String> query = new ArrayList<>();
        if (!topics.isEmpty()) {
            query.add("topics=" + topics.stream().map(Subscription::escape).collect(Collectors.joining(",")));
        }
        if (!own) {
            query.add("client=false");
        }
        if (!broadcast) {
            query.add("broadcast=false");
        }
        String path = "/api/sse/connect/" + escape(clientId);
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** The addresses on all nodes, beginning with one of them, in the order in which a reader goes through them. */
    public List<URI> urls(List<URI> nodes, int first) {
        List<URI> urls = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            urls.add(url(nodes.get(Math.floorMod(first + i, nodes.size()))));
        }
        return urls;
    }

    private static String escape(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
