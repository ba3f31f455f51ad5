package io.ssehub.hub.publish;

import java.util.Locale;

/** What is counted of publications. Called on any thread. */
public interface PublishMeters {
    /** What came of a line of a batch. */
    enum Line {
        /** It was published, now or before under the same key. */
        PUBLISHED,
        /** It was answered by a problem. */
        REFUSED,
        /** Redis was away: it may have been published. */
        UNKNOWN;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As the metric shows it. */
        public String tag() {
            return tag;
        }
    }

    void line(Line outcome);

    /** A publication was answered without a servlet, in so much time. */
    void direct(long nanos);
}
