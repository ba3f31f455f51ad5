package io.ssehub.hub.http;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * What a request would rather have of a call that answers in JSON or as an event stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, Accept</a>
 */
public final class Accepts {
    private static final double NOT_ACCEPTED = 0;

    private Accepts() {}

    /**
     * Whether the event stream is preferred: by its quality, and where both have the same, if it alone is named. JSON is
     * for everybody else, also for those who accept neither and will be told so.
     */
    public static boolean eventStream(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return false;
        }
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
        MediaType stream = rangeOf(MediaType.TEXT_EVENT_STREAM, ranges);
        MediaType json = rangeOf(MediaType.APPLICATION_JSON, ranges);
        if (stream == null || stream.getQualityValue() <= NOT_ACCEPTED) {
            return false;
        }
        if (json == null || stream.getQualityValue() != json.getQualityValue()) {
            return json == null || stream.getQualityValue() > json.getQualityValue();
        }
        return isNamed(stream) && !isNamed(json);
    }

    /** The most specific range that holds a type; it decides about it. */
    private static @Nullable MediaType rangeOf(MediaType type, List<MediaType> ranges) {
        return ranges.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparingInt(Accepts::specificity))
                .orElse(null);
    }

    private static int specificity(MediaType range) {
        return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
    }

    private static boolean isNamed(MediaType range) {
        return specificity(range) == 2;
    }
}
