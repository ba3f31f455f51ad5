package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.json.Jackson2Json;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.HubJson;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ways to write JSON, in the order in which they are preferred: a later one looks whether an earlier one has made the
 * bean. Not inside the configuration that imports them, where their order would be lost.
 */
final class JsonMappers {
    private JsonMappers() {}

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
