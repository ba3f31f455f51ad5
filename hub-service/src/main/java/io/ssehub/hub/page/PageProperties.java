package io.ssehub.hub.page;

import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the chat page may choose from.
 *
 * @param peers other nodes the page can reach directly, by name; each needs this page's origin in its
 *     {@code hub.http.cors-origins}
 */
@Validated
@ConfigurationProperties("hub.page")
record PageProperties(
        @DefaultValue
        Map<
                        String,
                        @Pattern(regexp = "https?://[^/]+", message = "must be an origin such as http://localhost:8081") String>
                peers) {}
