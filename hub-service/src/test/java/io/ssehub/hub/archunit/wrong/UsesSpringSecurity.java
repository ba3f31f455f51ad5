package io.ssehub.hub.archunit.wrong;

import org.springframework.security.core.Authentication;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesSpringSecurity(Authentication caller) {}
