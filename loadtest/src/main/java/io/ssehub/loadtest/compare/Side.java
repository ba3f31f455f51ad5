package io.ssehub.loadtest.compare;

/** What is compared. */
public enum Side {
    /** The hub, with its Redis. */
    HUB("hub"),
    /** The same, published to straight through Redis by the project's Java publisher. */
    HUB_JAVA("hub, Java publisher"),
    /** nchan, alone. */
    NCHAN("nchan"),
    /** nchan over Redis. */
    NCHAN_REDIS("nchan + Redis");

    private final String title;

    Side(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isHub() {
        return this == HUB || this == HUB_JAVA;
    }

    boolean hasRedis() {
        return this != NCHAN;
    }
}
