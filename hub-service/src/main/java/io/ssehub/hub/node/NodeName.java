package io.ssehub.hub.lifecycle;

/** What this node is called. */
public record NodeName(String value) {}
