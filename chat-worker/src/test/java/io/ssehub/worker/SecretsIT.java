package io.ssehub.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.FakeProvider.Behaviour;
import io.ssehub.worker.openai.OpenAiProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The provider's key is shown to nobody but the provider, even when that quotes it in everything it says. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {
    private static final String KEY = "sk-4b1d0f7-very-secret";

    private final ChatClient chat = new ChatClient();

    private static Behaviour quoting(int status) {
        return exchange -> exchange.refuse(
                status,
                "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\",\"code\":\"invalid_api_key\"}}");
    }

    @Test
    void theKeyIsNeitherLoggedNorShownNorTold(CapturedOutput output) throws Exception {
        try (FakeProvider server = new FakeProvider();
                ConfigurableApplicationContext worker = start(server)) {
            List<Behaviour> quotes = List.of(
                    quoting(401),
                    quoting(500),
                    exchange -> exchange.stream()
                            .raw("data: {\"error\":{\"message\":\"" + KEY + "\"}}\n\n")
                            .end(),
                    exchange -> exchange.stream()
                            .raw("data: {\"id\":\"" + KEY + "\",\n\n")
                            .end(),
                    exchange -> exchange.stream()
                            .say("a")
                            .raw("data: [\"" + KEY + "\"]\n\n")
                            .end());
            for (Behaviour quote : quotes) {
                server.always(quote);
                String id = chat.submit("alice", "Hi");
                assertThat(chat.awaitEnd("alice", id).error()).isPresent();
            }
            assertThat(server.requests())
                    .hasSize(quotes.size())
                    .allMatch(request -> request.headers().get("authorization").equals("Bearer " + KEY));
            assertThat(chat.log("alice")).noneMatch(entry -> entry.dataText().contains(KEY));
            for (String path : List.of("env", "configprops", "beans", "loggers", "prometheus", "health")) {
                assertThat(get(worker, "/actuator/" + path))
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain(KEY);
            }
            assertThat(worker.getBean(OpenAiProperties.class).toString())
                    .contains("***")
                    .doesNotContain(KEY);
            assertThat(output.getAll())
                    .contains("the provider refuses: {\"error\":{\"message\":\"Incorrect API key provided: ***\"")
                    .contains("HTTP 401: invalid_api_key")
                    .doesNotContain(KEY);
        }
    }

    /** With all of the actuator's pages, and all their values shown, as no default has it. */
    private ConfigurableApplicationContext start(FakeProvider server) {
        RedisURI redis = RedisFixture.uri();
        return WorkerApplication.application()
                .run(
                        "--server.port=0",
                        "--hub.redis.prefix=" + chat.prefix(),
                        "--hub.redis.command-timeout=30s",
                        "--spring.data.redis.host=" + redis.getHost(),
                        "--spring.data.redis.port=" + redis.getPort(),
                        "--spring.data.redis.database=" + redis.getDatabase(),
                        "--management.endpoints.web.exposure.include=*",
                        "--management.endpoint.health.show-details=always",
                        "--management.endpoint.env.show-values=always",
                        "--management.endpoint.configprops.show-values=always",
                        "--logging.level.io.ssehub=debug",
                        "--logging.level.org.springframework.ai=debug",
                        "--worker.generator=openai",
                        "--worker.provider.retries=0",
                        "--spring.ai.openai.base-url=" + server.baseUrl(),
                        "--spring.ai.openai.api-key=" + KEY,
                        "--spring.ai.openai.chat.model=m");
    }

    private static String get(ConfigurableApplicationContext worker, String path) throws Exception {
        String port = worker.getEnvironment().getProperty("local.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
