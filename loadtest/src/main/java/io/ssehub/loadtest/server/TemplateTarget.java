package io.ssehub.loadtest.server;

import io.ssehub.loadtest.client.HttpCall;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any server, described by templates.
 *
 * <p>Channels have the names {@code client-…}, {@code topic-…} and {@code broadcast}, whose characters mean nothing to
 * anybody.
 */
public final class TemplateTarget implements Target {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Template subscribe;
    private final Map<String, String> subscribeHeaders;
    private final String method;
    private final Template publish;
    private final Template body;
    private final Map<String, String> publishHeaders;
    private final List<String> dataField;
    private final String welcome;

    /** @param description what its file says, the user's own words in place of the file's */
    public TemplateTarget(String name, TargetDescription description) {
        this.name = name;
        this.subscribe = new Template(description.subscribe());
        this.subscribeHeaders = description.subscribeHeaders();
        int space = description.publish().indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("publish must be a method and a path: " + description.publish());
        }
        this.method = description.publish().substring(0, space);
        this.publish = new Template(description.publish().substring(space + 1));
        this.body = new Template(description.body());
        this.publishHeaders = description.publishHeaders();
        this.dataField = description.dataField().isEmpty()
                ? List.of()
                : List.of(description.dataField().split("\\.", -1));
        this.welcome = description.welcome();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String subscribePath(Subscription subscription) {
        List<String> channels =
                subscription.channels().stream().map(TemplateTarget::id).toList();
        return subscribe.fill(Map.of("client", subscription.clientId()), channels);
    }

    @Override
    public Map<String, String> subscribeHeaders(Subscription subscription) {
        return subscribeHeaders;
    }

    @Override
    public HttpCall publish(ChannelName channel, String data, @Nullable String key) {
        Map<String, String> values = new HashMap<>(Map.of("data", data));
        if (key != null) {
            values.put("key", key);
        }
        List<String> channels = List.of(id(channel));
        return new HttpCall(
                method, publish.fill(values, channels), publishHeaders, body.fill(values, channels), key != null);
    }

    @Override
    public boolean knowsKeys() {
        return body.has("key") || publish.has("key");
    }

    @Override
    public @Nullable SseEvent unwrap(SseEvent event) {
        if (dataField.isEmpty()) {
            return stamped(event, event.data());
        }
        JsonNode value;
        try {
            value = JSON.readTree(event.data());
        } catch (JacksonException e) {
            return null;
        }
        for (String field : dataField) {
            value = value.path(field);
        }
        if (value.isMissingNode()) {
            return null;
        }
        return stamped(event, value.isString() ? value.stringValue() : value.toString());
    }

    private static SseEvent stamped(SseEvent event, String data) {
        return new SseEvent(Stamp.EVENT, data, event.lastEventId());
    }

    @Override
    public boolean isWelcome(SseEvent event) {
        return hasWelcome() && event.data().contains(welcome);
    }

    @Override
    public boolean hasWelcome() {
        return !welcome.isEmpty();
    }

    private static String id(ChannelName channel) {
        return channel.path().replace('/', '-');
    }
}
