package io.ssehub.loadtest.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places to fill in: {@code {channel}}, the only channel; {@code {channels:SEPARATOR}}, all of them;
 * {@code {data}}, {@code {key}} and so on, as {@code {data:url}} escaped for a URL or a form, as {@code {data:json}} as a
 * JSON string. Braces around anything else are just braces.
 */
final class Template {
    private static final Pattern PLACE =
            Pattern.compile("\\{(channel|client|data|key)(?::(url|json))?}|\\{channels:([^{}]+)}");

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Value(String name, String escape) implements Part {}

    private record Joined(String separator) implements Part {}

    private final List<Part> parts = new ArrayList<>();

    Template(String text) {
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            parts.add(new Text(text.substring(from, place.start())));
            if (place.group(3) != null) {
                parts.add(new Joined(place.group(3)));
            } else {
                parts.add(new Value(place.group(1), place.group(2) == null ? "" : place.group(2)));
            }
            from = place.end();
        }
        parts.add(new Text(text.substring(from)));
    }

    boolean has(String name) {
        return parts.stream()
                .anyMatch(part -> part instanceof Value value && value.name().equals(name));
    }

    String fill(Map<String, String> values, List<String> channels) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text text -> filled.append(text.text());
                case Joined joined -> filled.append(String.join(joined.separator(), channels));
                case Value value -> filled.append(escaped(value, values, channels));
            }
        }
        return filled.toString();
    }

    private static String escaped(Value value, Map<String, String> values, List<String> channels) {
        String raw = value.name().equals("channel") ? only(channels) : values.getOrDefault(value.name(), "");
        return switch (value.escape()) {
            case "url" -> URLEncoder.encode(raw, StandardCharsets.UTF_8);
            case "json" -> '"' + raw.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> raw;
        };
    }

    private static String only(List<String> channels) {
        if (channels.size() != 1) {
            throw new IllegalArgumentException("the template has room for one channel, {channel}, and there are "
                    + channels.size() + "; {channels:SEPARATOR} takes several");
        }
        return channels.getFirst();
    }
}
