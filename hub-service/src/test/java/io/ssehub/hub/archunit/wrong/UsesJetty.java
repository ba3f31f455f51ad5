package io.ssehub.hub.archunit.wrong;

import org.eclipse.jetty.server.Server;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesJetty(Server server) {}
