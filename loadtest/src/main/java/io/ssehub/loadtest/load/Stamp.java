package io.ssehub.loadtest.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a numbered payload says of itself, so that a reader can tell what is missing before it.
 *
 * @param publisher who published it
 * @param channel the channel it was published to, as the hub writes it; an event does not say on which one it came
 * @param sequence counts from 1 without a hole, per publisher and channel
 * @param timeMicros when it was published, in microseconds since 1970
 */
public record Stamp(String publisher, String channel, long sequence, long timeMicros) {
    /** The name of the events that carry a stamp. */
    public static final String EVENT = "tick";

    private static final String FILLER = ",\"filler\":\"";

    private static final int LEAST_BYTES = 128;
    private static final int DELETE = 127;

    /** How the time begins in what {@link #encode} writes. */
    private static final String TIME = "\"time\":";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Stamp now(String publisher, String channel, long sequence) {
        return new Stamp(publisher, channel, sequence, nowMicros());
    }

    /** The clock that stamps are of: microseconds since 1970. */
    public static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** The stamp as the JSON object to publish. */
    public String encode() {
        return begun(0).append('}').toString();
    }

    /** The same with a filler, so that it has so many bytes; never fewer than it needs. */
    public String encode(int bytes) {
        StringBuilder text = begun(bytes).append(FILLER);
        // Names may hold other characters than ASCII, the rest does not.
        int missing = bytes - utf8Length(text) - 2;
        return text.repeat('x', Math.max(0, missing)).append("\"}").toString();
    }

    private StringBuilder begun(int bytes) {
        StringBuilder text = new StringBuilder(Math.max(bytes, LEAST_BYTES));
        text.append("{\"publisher\":");
        quote(publisher, text);
        text.append(",\"channel\":");
        quote(channel, text);
        return text.append(",\"sequence\":")
                .append(sequence)
                .append(',')
                .append(TIME)
                .append(timeMicros);
    }

    private static void quote(String name, StringBuilder text) {
        if (name.chars().allMatch(Stamp::isPlain)) {
            text.append('"').append(name).append('"');
        } else {
            text.append(JSON.writeValueAsString(name));
        }
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < DELETE && c != '"' && c != '\\';
    }

    private static int utf8Length(CharSequence text) {
        return text.chars().allMatch(c -> c < DELETE)
                ? text.length()
                : text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The stamp in an event's data, or null if there is none; fields that it does not know may stand beside it. */
    public static @Nullable Stamp decode(String data) {
        Stamp usual = AsEncoded.read(data);
        return usual != null ? usual : parse(data);
    }

    private static @Nullable Stamp parse(String data) {
        String publisher = "";
        String channel = "";
        long sequence = 0;
        long time = 0;
        // Token by token, without a tree: this runs for every delivery to every reader.
        try (JsonParser json = JSON.createParser(data)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "publisher" -> publisher = string(json, value);
                    case "channel" -> channel = string(json, value);
                    case "sequence" -> sequence = number(json, value);
                    case "time" -> time = number(json, value);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                return null;
            }
        } catch (JacksonException e) {
            return null;
        }
        boolean whole = !publisher.isEmpty() && !channel.isEmpty() && sequence > 0 && time > 0;
        return whole ? new Stamp(publisher, channel, sequence, time) : null;
    }

    /**
     * The time of the stamp in an event's data, or 0 if there is none. Looks for nothing but the number, since it is
     * asked for every delivery beside the whole stamp.
     */
    public static long timeMicros(String data) {
        int at = data.indexOf(TIME);
        if (at < 0) {
            return 0;
        }
        long time = 0;
        for (int i = at + TIME.length(); i < data.length(); i++) {
            int digit = data.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            time = time * 10 + digit;
        }
        return time;
    }

    private static String string(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    private static long number(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        json.skipChildren();
        return 0;
    }

    /**
     * Reads what {@link #encode} writes, letter by letter, and nothing else. The load side would spend much of its time in a
     * JSON parser otherwise.
     */
    private static final class AsEncoded {
        private static final String PUBLISHER = "{\"publisher\":\"";
        private static final String CHANNEL = ",\"channel\":\"";
        private static final String SEQUENCE = ",\"sequence\":";

        /** More may not fit into a number. */
        private static final int MOST_DIGITS = 18;

        private final String data;
        private int at;
        private boolean failed;

        private AsEncoded(String data) {
            this.data = data;
        }

        static @Nullable Stamp read(String data) {
            AsEncoded reading = new AsEncoded(data);
            reading.expect(PUBLISHER);
            String publisher = reading.name();
            reading.expect(CHANNEL);
            String channel = reading.name();
            reading.expect(SEQUENCE);
            long sequence = reading.number();
            reading.expect(",");
            reading.expect(TIME);
            long time = reading.number();
            boolean whole = !reading.failed && reading.isAtEnd() && !publisher.isEmpty() && !channel.isEmpty();
            return whole && sequence > 0 && time > 0 ? new Stamp(publisher, channel, sequence, time) : null;
        }

        private void expect(String text) {
            failed |= !data.startsWith(text, at);
            at += text.length();
        }

        /** Up to its closing quote, which it takes; one with escapes is not read here. */
        private String name() {
            int end = failed ? -1 : data.indexOf('"', at);
            if (end < 0) {
                failed = true;
                return "";
            }
            String name = data.substring(at, end);
            failed |= name.indexOf('\\') >= 0;
            at = end + 1;
            return name;
        }

        private long number() {
            long number = 0;
            int start = at;
            while (at < data.length() && data.charAt(at) >= '0' && data.charAt(at) <= '9' && at - start < MOST_DIGITS) {
                number = number * 10 + data.charAt(at++) - '0';
            }
            failed |= at == start || data.charAt(start) == '0';
            return number;
        }

        private boolean isAtEnd() {
            if (data.startsWith(FILLER, at)) {
                int filler = at + FILLER.length();
                return data.endsWith("\"}")
                        && data.indexOf('"', filler) == data.length() - 2
                        && data.indexOf('\\', filler) < 0;
            }
            return data.length() == at + 1 && data.charAt(at) == '}';
        }
    }
}
