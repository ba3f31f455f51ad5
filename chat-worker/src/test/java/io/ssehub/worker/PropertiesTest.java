package io.ssehub.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.worker.config.GeneratorProperties;
import io.ssehub.worker.config.ScriptedProperties;
import io.ssehub.worker.intake.IntakeProperties;
import io.ssehub.worker.janitor.JanitorProperties;
import io.ssehub.worker.openai.OpenAiProperties;
import io.ssehub.worker.provider.ProviderProperties;
import io.ssehub.worker.publish.AnswerProperties;
import io.ssehub.worker.run.ConversationProperties;
import io.ssehub.worker.run.RunProperties;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {
    @EnableConfigurationProperties({
        IntakeProperties.class,
        RunProperties.class,
        ConversationProperties.class,
        JanitorProperties.class,
        AnswerProperties.class,
        GeneratorProperties.class,
        ScriptedProperties.class,
        ProviderProperties.class,
        OpenAiProperties.class
    })
    static class All {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(All.class);

    @Test
    void theDefaultsAreAsDocumented() {
        runner.run(context -> {
            assertThat(context.getBean(IntakeProperties.class))
                    .isEqualTo(new IntakeProperties(16, Duration.ofSeconds(10), Duration.ofSeconds(20)));
            assertThat(context.getBean(RunProperties.class)).isEqualTo(new RunProperties(3, 1_000));
            assertThat(context.getBean(JanitorProperties.class))
                    .isEqualTo(new JanitorProperties(Duration.ofMinutes(1)));
            assertThat(context.getBean(ConversationProperties.class)).isEqualTo(new ConversationProperties(20, 16_000));
            assertThat(context.getBean(AnswerProperties.class))
                    .isEqualTo(new AnswerProperties(Duration.ofMillis(20), 200_000));
            assertThat(context.getBean(GeneratorProperties.class)).isEqualTo(new GeneratorProperties("scripted"));
            assertThat(context.getBean(ScriptedProperties.class))
                    .isEqualTo(new ScriptedProperties(null, Duration.ofMillis(500), Duration.ofMillis(1_500)));
        });
    }

    @Test
    void theDefaultsOfProvidersAreAsDocumented() {
        runner.run(context -> {
            assertThat(context.getBean(ProviderProperties.class))
                    .isEqualTo(new ProviderProperties(
                            "",
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(30),
                            DataSize.ofMegabytes(1),
                            2,
                            Duration.ofMillis(500),
                            Duration.ofSeconds(10),
                            0,
                            0,
                            Duration.ofSeconds(10),
                            20,
                            Duration.ofSeconds(10)));
            OpenAiProperties openai = context.getBean(OpenAiProperties.class);
            assertThat(openai.baseUrl()).hasToString("https://api.openai.com/v1");
            assertThat(openai.apiKey().isEmpty()).isTrue();
            assertThat(openai.organizationId()).isNull();
            assertThat(openai.chat())
                    .isEqualTo(new OpenAiProperties.Chat(
                            null, null, null, null, null, null, null, null, List.of(), null, Map.of()));
        });
    }

    @Test
    void everyPropertyOfProvidersIsMapped() {
        runner.withPropertyValues(
                        "worker.provider.system-prompt=Be kind.",
                        "worker.provider.connect-timeout=1s",
                        "worker.provider.first-token-timeout=2s",
                        "worker.provider.token-timeout=3s",
                        "worker.provider.max-event=4KB",
                        "worker.provider.retries=5",
                        "worker.provider.retry-delay=6ms",
                        "worker.provider.retry-after-limit=7s",
                        "worker.provider.concurrency=8",
                        "worker.provider.requests-per-minute=9",
                        "worker.provider.limit-wait=10ms",
                        "worker.provider.breaker-window=11",
                        "worker.provider.breaker-pause=12s",
                        "spring.ai.openai.base-url=http://localhost:11434/v1",
                        "spring.ai.openai.api-key=sk-1",
                        "spring.ai.openai.organization-id=org-1",
                        "spring.ai.openai.chat.model=m",
                        "spring.ai.openai.chat.temperature=0.1",
                        "spring.ai.openai.chat.top-p=0.2",
                        "spring.ai.openai.chat.max-tokens=3",
                        "spring.ai.openai.chat.max-completion-tokens=4",
                        "spring.ai.openai.chat.frequency-penalty=0.5",
                        "spring.ai.openai.chat.presence-penalty=0.6",
                        "spring.ai.openai.chat.seed=7",
                        "spring.ai.openai.chat.stop=a,b",
                        "spring.ai.openai.chat.reasoning-effort=low",
                        "spring.ai.openai.chat.extra-body.enable_thinking=false")
                .run(context -> {
                    assertThat(context.getBean(ProviderProperties.class))
                            .isEqualTo(new ProviderProperties(
                                    "Be kind.",
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(3),
                                    DataSize.ofKilobytes(4),
                                    5,
                                    Duration.ofMillis(6),
                                    Duration.ofSeconds(7),
                                    8,
                                    9,
                                    Duration.ofMillis(10),
                                    11,
                                    Duration.ofSeconds(12)));
                    OpenAiProperties openai = context.getBean(OpenAiProperties.class);
                    assertThat(openai.baseUrl()).hasToString("http://localhost:11434/v1");
                    assertThat(openai.apiKey().isEmpty()).isFalse();
                    assertThat(openai.organizationId()).isEqualTo("org-1");
                    assertThat(openai.chat())
                            .isEqualTo(new OpenAiProperties.Chat(
                                    "m",
                                    0.1,
                                    0.2,
                                    3,
                                    4,
                                    0.5,
                                    0.6,
                                    7,
                                    List.of("a", "b"),
                                    "low",
                                    Map.of("enable_thinking", "false")));
                });
    }

    @Test
    void everyPropertyIsMapped() {
        runner.withPropertyValues(
                        "worker.concurrency=2",
                        "worker.lease=3s",
                        "worker.drain=4s",
                        "worker.max-attempts=5",
                        "worker.dead-letters=10",
                        "worker.janitor.interval=11s",
                        "worker.fragment-window=6ms",
                        "worker.max-answer=7",
                        "worker.conversation.turns=12",
                        "worker.conversation.characters=13",
                        "worker.generator=mine",
                        "worker.scripted.seed=8",
                        "worker.scripted.min-pause=0",
                        "worker.scripted.max-pause=9ms")
                .run(context -> {
                    assertThat(context.getBean(IntakeProperties.class))
                            .isEqualTo(new IntakeProperties(2, Duration.ofSeconds(3), Duration.ofSeconds(4)));
                    assertThat(context.getBean(RunProperties.class)).isEqualTo(new RunProperties(5, 10));
                    assertThat(context.getBean(JanitorProperties.class))
                            .isEqualTo(new JanitorProperties(Duration.ofSeconds(11)));
                    assertThat(context.getBean(ConversationProperties.class))
                            .isEqualTo(new ConversationProperties(12, 13));
                    assertThat(context.getBean(AnswerProperties.class))
                            .isEqualTo(new AnswerProperties(Duration.ofMillis(6), 7));
                    assertThat(context.getBean(GeneratorProperties.class)).isEqualTo(new GeneratorProperties("mine"));
                    assertThat(context.getBean(ScriptedProperties.class))
                            .isEqualTo(new ScriptedProperties(8L, Duration.ZERO, Duration.ofMillis(9)));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker.concurrency=0",
                "worker.concurrency=10001",
                "worker.concurrency=many",
                "worker.lease=299ms",
                "worker.lease=2h",
                "worker.lease=soon",
                "worker.drain=-1s",
                "worker.max-attempts=0",
                "worker.max-attempts=101",
                "worker.dead-letters=0",
                "worker.dead-letters=1000001",
                "worker.janitor.interval=99ms",
                "worker.janitor.interval=25h",
                "worker.fragment-window=-1ms",
                "worker.fragment-window=6s",
                "worker.max-answer=0",
                "worker.max-answer=10000001",
                "worker.conversation.turns=-1",
                "worker.conversation.turns=1001",
                "worker.conversation.characters=-1",
                "worker.conversation.characters=10000001",
                "worker.generator=",
                "worker.scripted.seed=luck",
                "worker.scripted.min-pause=-1ms",
                "worker.scripted.max-pause=11m",
                "worker.scripted.max-pause=499ms",
                "worker.provider.connect-timeout=49ms",
                "worker.provider.connect-timeout=6m",
                "worker.provider.first-token-timeout=0",
                "worker.provider.first-token-timeout=2h",
                "worker.provider.token-timeout=49ms",
                "worker.provider.max-event=1KB",
                "worker.provider.max-event=65MB",
                "worker.provider.retries=-1",
                "worker.provider.retries=11",
                "worker.provider.retry-delay=2m",
                "worker.provider.retry-after-limit=11m",
                "worker.provider.concurrency=-1",
                "worker.provider.requests-per-minute=-1",
                "worker.provider.limit-wait=-1s",
                "worker.provider.breaker-window=-1",
                "worker.provider.breaker-pause=0",
                "spring.ai.openai.base-url=ftp://localhost",
                "spring.ai.openai.base-url=localhost",
                "spring.ai.openai.base-url=http://user:word@localhost/v1",
                "spring.ai.openai.chat.temperature=3",
                "spring.ai.openai.chat.top-p=2",
                "spring.ai.openai.chat.max-tokens=0",
                "spring.ai.openai.chat.max-completion-tokens=0",
                "spring.ai.openai.chat.frequency-penalty=3",
                "spring.ai.openai.chat.presence-penalty=-3",
                "spring.ai.openai.chat.seed=luck"
            })
    void aBadValueStopsTheStartAndThePropertyIsNamed(String property, CapturedOutput output) {
        SpringApplication application = new SpringApplication(All.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run("--" + property)).isNotNull();
        String name = property.substring(0, property.indexOf('='));
        // Of a record within a record Spring Boot names the component.
        assertThat(output).contains("APPLICATION FAILED TO START").containsAnyOf(name, camelCase(name));
    }

    private static String camelCase(String name) {
        return Pattern.compile("-([a-z])").matcher(name).replaceAll(hump -> hump.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
