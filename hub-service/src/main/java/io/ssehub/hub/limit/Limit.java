package io.ssehub.hub.limit;

import java.util.Locale;

/** What is limited. */
public enum Limit {
    // Answered by a problem whose code says which it is.
    /** Open streams of one client, at this node. */
    CLIENT_STREAMS("too_many_client_streams"),
    /** Open streams from one address, at this node. */
    ADDRESS_STREAMS("too_many_address_streams"),
    /** New streams from one address that come through a proxy. */
    CONNECTS("too_many_connects"),
    /** Questions of one client, at all nodes. */
    QUESTIONS("too_many_questions"),
    /** Publications of one publisher, at this node. */
    PUBLICATIONS("too_many_publications"),
    /** Identities given to one address, by all nodes. */
    IDENTITIES("too_many_identities"),
    /** Channels of one stream. */
    CHANNELS("invalid_topics"),
    /** Bytes of an event's data. */
    EVENT("invalid_data"),
    /** Bytes of a body. */
    BODY("body_too_large"),
    /** Bytes of a request's head. */
    HEAD("request_header_fields_too_large"),
    /** Bytes of a URL. */
    URL("uri_too_long"),

    // Nobody is told: the connection is closed.
    /** TCP connections of this node. */
    SOCKETS,
    /** TCP connections from one address. */
    ADDRESS_SOCKETS,
    /** New TCP connections from one address. */
    ADDRESS_CONNECTS,
    /** Time until a request's head is there. */
    SLOW_HEAD,
    /** Time until a request's body is there. */
    SLOW_BODY;

    private final String tag = name().toLowerCase(Locale.ROOT);
    private final String code;

    Limit() {
        this("");
    }

    Limit(String code) {
        this.code = code;
    }

    /** The limit as meters show it. */
    public String tag() {
        return tag;
    }

    /** The code of the problem that says so; empty if there is nobody to tell. */
    public String code() {
        return code;
    }
}
