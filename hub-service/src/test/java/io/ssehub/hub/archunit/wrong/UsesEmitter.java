package io.ssehub.hub.archunit.wrong;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Breaks a rule on purpose, so that the rule can be seen to fail. */
public record UsesEmitter(SseEmitter emitter) {}
