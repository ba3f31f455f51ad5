package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.publish.HubJson;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * How data is written: as the application itself writes JSON, by its mapper of Jackson 3, else that of Jackson 2; without
 * either by one with Jackson's defaults. A bean of type {@link HubJson} takes the place of all that.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration"
        })
@Import({
    JsonMappers.Jackson3.class,
    JsonMappers.Jackson2.class,
    JsonMappers.Jackson3Alone.class,
    JsonMappers.Jackson2Alone.class
})
public final class HubJsonAutoConfiguration {}
