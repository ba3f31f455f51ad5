package io.ssehub.loadtest.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A target as a file of properties has it.
 *
 * @param subscribe path of a stream, a {@link Template}
 * @param publish method and path of a publication
 * @param body what is posted
 * @param dataField where in an event's data the payload is, a path of JSON fields with dots between; empty if the data is it
 * @param welcome what an event's data holds that says the connection listens; empty if it does as soon as it is open
 */
public record TargetDescription(
        String subscribe,
        Map<String, String> subscribeHeaders,
        String publish,
        Map<String, String> publishHeaders,
        String body,
        String dataField,
        String welcome) {

    /** Those that come with the program. */
    public static final List<String> KNOWN = List.of("nchan", "mercure", "centrifugo");

    /** Says nothing yet. */
    public static final TargetDescription EMPTY = new TargetDescription("", Map.of(), "", Map.of(), "{data}", "", "");

    private static final String SUBSCRIBE_HEADER = "subscribe.header.";
    private static final String PUBLISH_HEADER = "publish.header.";

    public TargetDescription {
        subscribeHeaders = Map.copyOf(subscribeHeaders);
        publishHeaders = Map.copyOf(publishHeaders);
    }

    /** One of the {@link #KNOWN}, or a file. */
    public static TargetDescription read(String nameOrFile) throws IOException {
        Properties properties = new Properties();
        if (KNOWN.contains(nameOrFile)) {
            try (InputStream in = TargetDescription.class.getResourceAsStream(nameOrFile + ".properties")) {
                properties.load(in);
            }
        } else {
            try (Reader in = Files.newBufferedReader(Path.of(nameOrFile), StandardCharsets.UTF_8)) {
                properties.load(in);
            }
        }
        return of(properties);
    }

    static TargetDescription of(Properties properties) {
        return new TargetDescription(
                required(properties, "subscribe"),
                headers(properties, SUBSCRIBE_HEADER),
                required(properties, "publish"),
                headers(properties, PUBLISH_HEADER),
                properties.getProperty("body", "{data}"),
                properties.getProperty("data-field", ""),
                properties.getProperty("welcome", ""));
    }

    /** The same with further headers for both. */
    public TargetDescription with(Map<String, String> headers) {
        Map<String, String> subscribing = new HashMap<>(subscribeHeaders);
        subscribing.putAll(headers);
        Map<String, String> publishing = new HashMap<>(publishHeaders);
        publishing.putAll(headers);
        return new TargetDescription(subscribe, subscribing, publish, publishing, body, dataField, welcome);
    }

    /** The same, with what is not empty here in the place of what it says itself. */
    public TargetDescription or(String subscribing, String publishing, String posted, String field) {
        return new TargetDescription(
                subscribing.isEmpty() ? subscribe : subscribing,
                subscribeHeaders,
                publishing.isEmpty() ? publish : publishing,
                publishHeaders,
                posted.isEmpty() ? body : posted,
                field.isEmpty() ? dataField : field,
                welcome);
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the target's file has no " + name);
        }
        return value;
    }

    private static Map<String, String> headers(Properties properties, String prefix) {
        Map<String, String> headers = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                headers.put(name.substring(prefix.length()), properties.getProperty(name));
            }
        }
        return headers;
    }
}
