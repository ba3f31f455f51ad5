package io.ssehub.hub.frame;

/**
 * Writes a text as a JSON string: on one line, as the format of events demands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, strings</a>
 */
public final class JsonText {
    private static final char FIRST_PLAIN = ' ';

    private JsonText() {}

    /** The text in quotes. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 16 + 2);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < FIRST_PLAIN) {
                        out.append(escaped(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return encodable(out.append('"').toString());
    }

    /**
     * The same JSON with halves of pairs escaped where they stand alone: UTF-8 has no form for them, and they would
     * become question marks. Text of JSON holds such only inside of strings.
     */
    public static String encodable(String json) {
        StringBuilder out = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                if (out != null) {
                    out.append(c).append(json.charAt(i + 1));
                }
                i++;
            } else if (Character.isSurrogate(c)) {
                out = out == null ? new StringBuilder(json.length() + 16).append(json, 0, i) : out;
                out.append(escaped(c));
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? json : out.toString();
    }

    private static String escaped(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
