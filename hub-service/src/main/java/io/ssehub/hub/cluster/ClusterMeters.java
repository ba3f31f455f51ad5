package io.ssehub.hub.cluster;

import java.util.Locale;

/** What a node counts of its talk with the others. Called on any thread. */
public interface ClusterMeters {
    /** What came of a question to other nodes. */
    enum Inquiry {
        /** All who were asked have answered, or enough of them. */
        ANSWERED,
        /** Somebody did not answer in time. */
        INCOMPLETE,
        /** It was not asked: too many others are under way. */
        REFUSED,
        /** It could not be asked: Redis is away. */
        FAILED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As the metric shows it. */
        public String tag() {
            return tag;
        }
    }

    /** What a node did with a question of another one. */
    enum Question {
        ANSWERED,
        /** It is of a later version. */
        UNKNOWN,
        /** It is of another wire version, or no message at all: nobody knows what it asks, or whether. */
        UNREADABLE,
        /** Too many others were being answered. */
        DROPPED,
        /** The answer could not be found or sent. */
        FAILED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As the metric shows it. */
        public String tag() {
            return tag;
        }
    }

    /** What came of erasing a client. */
    enum Erasure {
        /** All of it is gone. */
        DONE,
        /** Something was left, or may be. */
        LEFT,
        /** Redis went away in the middle. */
        FAILED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As the metric shows it. */
        public String tag() {
            return tag;
        }
    }

    void erased(Erasure outcome);

    void inquired(Inquiry outcome);

    void wasAsked(Question outcome);

    /** So many nodes were there when this one last renewed its lease, itself included. */
    void nodes(int number);
}
