package io.ssehub.loadtest.server;

import io.ssehub.loadtest.client.HttpCall;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Credentials;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The hub itself, which alone also answers questions. */
public final class HubTarget implements Target {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WELCOME_CODE = "\"code\":\"connected\"";

    private final Map<String, String> headers;
    private final Credentials credentials;
    private final Map<String, String> publishHeaders;

    /** @param headers of every request, beside those that say who makes it */
    public HubTarget(Map<String, String> headers, Credentials credentials) {
        this.headers = Map.copyOf(headers);
        this.credentials = credentials;
        this.publishHeaders = callHeaders(credentials.publisher());
    }

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public String subscribePath(Subscription subscription) {
        return subscription.path();
    }

    @Override
    public Map<String, String> subscribeHeaders(Subscription subscription) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(credentials.client(subscription.clientId()));
        return all;
    }

    private Map<String, String> callHeaders(Map<String, String> who) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.putAll(who);
        return Map.copyOf(all);
    }

    @Override
    public HttpCall publish(ChannelName channel, String data, @Nullable String key) {
        String where =
                switch (channel.kind()) {
                    case CLIENT -> "\"client\":\"" + channel.name() + '"';
                    case TOPIC -> "\"topic\":\"" + channel.name() + '"';
                    case BROADCAST -> "\"broadcast\":true";
                };
        String named = key == null ? "" : ",\"key\":\"" + key + '"';
        String body = '{' + where + ",\"event\":\"" + Stamp.EVENT + "\",\"data\":" + data + named + '}';
        return new HttpCall("POST", "/api/sse/publish", publishHeaders, body, key != null);
    }

    @Override
    public boolean knowsKeys() {
        return true;
    }

    /** The call that asks a question; repeated under the same request id it asks once. */
    public HttpCall ask(String clientId, String question, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("message", question).put("requestId", requestId);
        Map<String, String> sent = callHeaders(credentials.client(clientId));
        return new HttpCall("POST", "/api/sse/chat/" + clientId, sent, JSON.writeValueAsString(body), true);
    }

    /** The id of the message that answers a question, out of what {@link #ask} was answered. */
    public String messageId(String answer) {
        return JSON.readTree(answer).path("id").stringValue();
    }

    /** The judge knows all of the hub's events. */
    @Override
    public SseEvent unwrap(SseEvent event) {
        return event;
    }

    @Override
    public boolean isWelcome(SseEvent event) {
        return event.type().equals("systemMessage") && event.data().contains(WELCOME_CODE);
    }

    @Override
    public boolean hasWelcome() {
        return true;
    }
}
