package io.ssehub.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {
    private static final Path SHIPPED = Path.of("plan/figures.json");

    @Test
    void whatIsNotMeasuredIsNamed() {
        JsonNode empty = JsonMapper.shared().readTree("{\"hub\": {\"nodeBytes\": 1}}");

        assertThatThrownBy(() -> Figures.of(empty))
                .hasMessageStartingWith("not measured yet: hub.connectionBytes,")
                .hasMessageContaining("redis.forwardBytes")
                .hasMessageNotContaining("hub.nodeBytes");
    }

    /** So that whoever fills it in gets no surprise, and nothing is in it that nobody reads. */
    @Test
    void theFileThatIsShippedHasAPlaceForEachFigure() throws IOException {
        JsonNode shipped = JsonMapper.shared().readTree(Files.readString(SHIPPED));
        String filled = Files.readString(SHIPPED).replace("null", "1");

        Figures figures = Figures.of(JsonMapper.shared().readTree(filled));

        assertThat(figures.hub().deliveryMicros()).isEqualTo(1);
        assertThat(shipped.path("hub").size()).isEqualTo(Figures.Hub.class.getRecordComponents().length);
        assertThat(shipped.path("redis").size()).isEqualTo(Figures.Redis.class.getRecordComponents().length);
    }

    @Test
    void aPointIsReadAndWhatItLacksIsNamed() throws IOException {
        String point = """
                "points": [{"name": "two", "nodes": 2, "connections": 4000, "deliveriesPerSecond": 1500, "fanOut": 1,
                  "channels": 1, "dataBytes": 200, "overHttp": 0, "hubCores": 0.2, "redisCores": %s}]""";
        String filled = Files.readString(SHIPPED).replace("null", "1");
        String whole = filled.replace("\"points\": []", point.formatted("0.1"));
        String part = filled.replace("\"points\": []", point.formatted("null"));

        Figures.Point read =
                Figures.of(JsonMapper.shared().readTree(whole)).points().getFirst();
        assertThat(read.nodes()).isEqualTo(2);
        assertThat(read.demand()).isEqualTo(new Demand(4000, 1500, 1, 1, 200, 0));
        assertThatThrownBy(() -> Figures.of(JsonMapper.shared().readTree(part)))
                .hasMessage("not measured yet: points[0].redisCores");
    }
}
