package io.ssehub.hub.node;

/** What this node is called. */
public record NodeName(String value) {}
