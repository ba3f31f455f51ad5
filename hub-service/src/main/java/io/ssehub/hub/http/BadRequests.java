package io.ssehub.hub.http;

import io.ssehub.protocol.channel.InvalidNameException;
import io.ssehub.protocol.channel.Names;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is said of a body, or a line of one, that cannot be used. */
public final class BadRequests {
    private static final int LONGEST_NAME_SHOWN = 64;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private BadRequests() {}

    /** A name breaks the rule for names. */
    public static ApiException name(InvalidNameException e) {
        return ApiException.invalid(
                e.field(),
                e.getMessage() == null ? "" : e.getMessage().substring(e.field().length() + 1),
                Names.MAX_LENGTH);
    }

    /** It is not what was to be read; {@code cause} is what the reader said, null for nothing at all. */
    public static ApiException unreadable(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return ApiException.of(
                    HttpStatus.BAD_REQUEST,
                    "unknown_field",
                    "the body has a field that is not known here",
                    shown(unknown.getPropertyName()));
        }
        if (cause instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().getLast().getPropertyName();
            return ApiException.invalid(field == null ? "body" : shown(field), "is of the wrong type");
        }
        if (cause instanceof MismatchedInputException) {
            return ApiException.invalid("body", "must be a JSON object");
        }
        if (cause instanceof JacksonException) {
            return ApiException.of(HttpStatus.BAD_REQUEST, "malformed_json", "the body is not valid JSON", "body");
        }
        return ApiException.of(HttpStatus.BAD_REQUEST, "missing_body", "a JSON body is needed", "body");
    }

    /** A name out of the request, short enough to repeat, and without what does not show. */
    private static String shown(String name) {
        String visible = HIDDEN.matcher(name).replaceAll("\ufffd");
        return visible.length() <= LONGEST_NAME_SHOWN ? visible : visible.substring(0, LONGEST_NAME_SHOWN) + "…";
    }
}
