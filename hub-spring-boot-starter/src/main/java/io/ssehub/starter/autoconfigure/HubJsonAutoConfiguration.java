package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.json.Jackson2Json;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.HubJson;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

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
    HubJsonAutoConfiguration.Jackson3.class,
    HubJsonAutoConfiguration.Jackson2.class,
    HubJsonAutoConfiguration.Jackson3Alone.class,
    HubJsonAutoConfiguration.Jackson2Alone.class
})
public final class HubJsonAutoConfiguration {
    // In this order: a later one looks whether an earlier one has made the bean.

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    @ConditionalOnSingleCandidate(JsonMapper.class)
    static class Jackson3 {
        @Bean
        @ConditionalOnMissingBean
        HubJson hubJson(JsonMapper mapper) {
            return new Jackson3Json(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(com.fasterxml.jackson.databind.ObjectMapper.class)
    @ConditionalOnSingleCandidate(com.fasterxml.jackson.databind.ObjectMapper.class)
    static class Jackson2 {
        @Bean
        @ConditionalOnMissingBean
        HubJson hubJson(com.fasterxml.jackson.databind.ObjectMapper mapper) {
            return new Jackson2Json(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    static class Jackson3Alone {
        @Bean
        @ConditionalOnMissingBean
        HubJson hubJson() {
            return Jackson3Json.plain();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(com.fasterxml.jackson.databind.ObjectMapper.class)
    static class Jackson2Alone {
        @Bean
        @ConditionalOnMissingBean
        HubJson hubJson() {
            return Jackson2Json.plain();
        }
    }
}
