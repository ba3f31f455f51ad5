package io.ssehub.loadtest.compare;

/** What is compared. */
public enum Side {
    /** The hub, with its Redis. */
    HUB("hub", 1, false),
    /** The same, published to straight through Redis by the project's Java publisher. */
    HUB_JAVA("hub, Java publisher", 1, true),
    /** Two nodes, otherwise the same. */
    TWO_HUBS("2 hubs, Java publisher", 2, true),
    /** Four. */
    FOUR_HUBS("4 hubs, Java publisher", 4, true),
    /** nchan, alone. */
    NCHAN("nchan", 0, false),
    /** nchan over Redis. */
    NCHAN_REDIS("nchan + Redis", 0, false);

    private final String title;
    private final int hubs;
    private final boolean straight;

    Side(String title, int hubs, boolean straight) {
        this.title = title;
        this.hubs = hubs;
        this.straight = straight;
    }

    /** How many nodes of the hub there are. */
    int hubs() {
        return hubs;
    }

    /** Whether events are published straight into Redis, not over HTTP. */
    boolean isPublishedStraight() {
        return straight;
    }

    String title() {
        return title;
    }

    boolean isHub() {
        return hubs > 0;
    }

    boolean hasRedis() {
        return this != NCHAN;
    }
}
