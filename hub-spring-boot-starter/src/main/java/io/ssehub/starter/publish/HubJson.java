package io.ssehub.starter.publish;

import org.jspecify.annotations.Nullable;

/** Writes data as JSON. Thread-safe. */
@FunctionalInterface
public interface HubJson {
    /** JSON text; line breaks between its parts do no harm. */
    String write(@Nullable Object data) throws Exception;
}
