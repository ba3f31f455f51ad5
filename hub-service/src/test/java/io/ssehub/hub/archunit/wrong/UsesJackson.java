package io.ssehub.hub.archunit.wrong;

import tools.jackson.databind.JsonNode;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesJackson(JsonNode json) {}
