package io.ssehub.hub.http;

import io.ssehub.hub.sink.BeginAfterInitialisation;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** How Spring MVC serves this node. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class WebConfiguration implements WebMvcConfigurer {
    private final HttpProperties properties;
    private final OperatorCheck operators;

    WebConfiguration(HttpProperties properties, OperatorCheck operators) {
        this.properties = properties;
        this.operators = operators;
    }

    /** A number is no name, and {@code 1} is not {@code true}. */
    @Bean
    static JsonMapperBuilderCustomizer strictTypes() {
        return builder -> builder.withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Boolean, flag -> flag.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OperatorGuard(operators));
        registry.addInterceptor(new BeginAfterInitialisation());
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        if (properties.corsOrigins().isEmpty()) {
            return;
        }
        registry.addMapping("/**")
                .allowedOrigins(properties.corsOrigins().toArray(String[]::new))
                .allowedMethods("GET", "POST", "DELETE")
                .allowedHeaders(HttpHeaders.CONTENT_TYPE, "Last-Event-ID", HttpHeaders.CACHE_CONTROL)
                .exposedHeaders(NodeHeaderFilter.HEADER, HttpHeaders.RETRY_AFTER)
                .maxAge(TimeUnit.HOURS.toSeconds(1));
    }
}
