package io.ssehub.hub.archunit.wrong;

import io.lettuce.core.RedisClient;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesLettuce(RedisClient client) {}
