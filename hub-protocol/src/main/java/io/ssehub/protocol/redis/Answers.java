package io.ssehub.protocol.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what scripts answer: lists of numbers and bulk strings. */
public final class Answers {
    private Answers() {}

    public static String text(List<?> answer, int index) {
        return text(answer.get(index));
    }

    public static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    public static long number(List<?> answer, int index) {
        return answer.get(index) instanceof Long number ? number : Long.parseLong(text(answer, index));
    }

    /** A script's argument. */
    public static byte[] arg(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] arg(long number) {
        return arg(Long.toString(number));
    }
}
