package io.ssehub.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.worker.config.GeneratorProperties;
import io.ssehub.worker.config.ScriptedProperties;
import io.ssehub.worker.intake.IntakeProperties;
import io.ssehub.worker.janitor.JanitorProperties;
import io.ssehub.worker.publish.AnswerProperties;
import io.ssehub.worker.run.ConversationProperties;
import io.ssehub.worker.run.RunProperties;
import java.time.Duration;
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

@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {
    @EnableConfigurationProperties({
        IntakeProperties.class,
        RunProperties.class,
        ConversationProperties.class,
        JanitorProperties.class,
        AnswerProperties.class,
        GeneratorProperties.class,
        ScriptedProperties.class
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
                "worker.scripted.max-pause=499ms"
            })
    void aBadValueStopsTheStartAndThePropertyIsNamed(String property, CapturedOutput output) {
        SpringApplication application = new SpringApplication(All.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run("--" + property)).isNotNull();
        assertThat(output).contains("APPLICATION FAILED TO START", property.substring(0, property.indexOf('=')));
    }
}
