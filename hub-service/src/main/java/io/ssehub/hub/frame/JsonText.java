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
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
