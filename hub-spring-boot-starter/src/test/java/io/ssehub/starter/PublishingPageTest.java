package io.ssehub.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.starter.meter.PublisherMeters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page for publishers names each property and meter there is, and no other. */
class PublishingPageTest {
    private static List<String> rows(String name) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "publishing.md"));
        return Pattern.compile("(?m)^\\| `(" + name + ")` \\|")
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void eachPropertyIsOnThePageAndHasASentenceForEditors() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            List<JsonNode> properties = JsonMapper.shared()
                    .readTree(metadata)
                    .get("properties")
                    .valueStream()
                    .toList();
            List<JsonNode> own = properties.stream()
                    .filter(property -> property.get("name").asString().startsWith("hub.publisher."))
                    .toList();
            assertThat(own)
                    .allMatch(property -> property.get("description").asString().length() > 10);
            assertThat(own)
                    .extracting(property -> property.get("name").asString())
                    .containsExactlyInAnyOrderElementsOf(rows("hub\\.publisher\\.[a-z-]+"));
        }
    }

    @Test
    void eachMeterIsOnThePageAndHasASentence() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        PublisherMeters meters = new PublisherMeters(registry, "redis");
        meters.underWay(() -> 1);
        meters.published(Channel.Kind.TOPIC, "published", 1);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getDescription())
                .doesNotContainNull();
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsExactlyInAnyOrderElementsOf(rows("hub\\.publish(?:\\.[a-z.]+)?"));
    }
}
