/** Tracing by OpenTelemetry; nothing else knows of it. */
@NullMarked
package io.ssehub.protocol.otel;

import org.jspecify.annotations.NullMarked;
