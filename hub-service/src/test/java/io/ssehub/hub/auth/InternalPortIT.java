package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meters are for administrators, and for whoever reaches the port that is for nothing else. */
class InternalPortIT {
    private static int status(int port, String target, String... headers) {
        try (Http http = Http.send(port, Http.request("GET", target, "", "", List.of(headers)))) {
            return http.status();
        }
    }

    @Test
    void aPortOfItsOwnShowsMetersWithoutATokenAndNothingElse() {
        int internal = RedisFixture.freePort();
        List<String> properties = new ArrayList<>(List.of(Tokens.JWT));
        properties.add("hub.http.internal-port=" + internal);
        try (HubNode node = HubNode.start(properties.toArray(String[]::new))) {
            assertThat(status(internal, "/actuator/prometheus")).isEqualTo(200);
            assertThat(status(internal, "/actuator/health/readiness")).isEqualTo(200);
            for (String other : List.of(
                    "/",
                    "/api/sse/chat/alice",
                    "/api/sse/connect/alice",
                    "/actuator/../api/sse/chat/alice",
                    "/actuator/%2e%2e/api/sse/chat/alice",
                    "/actuator;/../api/sse/chat/alice",
                    "/actuator%2f..%2fapi/sse/chat/alice")) {
                assertThat(status(internal, other)).as(other).isIn(400, 404);
            }
            assertThat(status(node.port(), "/actuator/prometheus")).isEqualTo(401);
            assertThat(status(
                            node.port(),
                            "/actuator/prometheus",
                            "X-Forwarded-Port: " + internal,
                            "Forwarded: for=127.0.0.1;host=\"localhost:" + internal + "\"",
                            "Host: localhost:" + internal))
                    .isIn(400, 401);
            assertThat(status(node.port(), "/actuator/prometheus", Tokens.bearer(Tokens.admin("root"))))
                    .isEqualTo(200);
        }
    }
}
