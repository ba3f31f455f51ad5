package io.ssehub.offender.other;

import io.ssehub.offender.generator.Offender;

/** Closes the circle. */
public record Friend(Offender offender) {}
