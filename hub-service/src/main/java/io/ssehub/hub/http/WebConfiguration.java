package io.ssehub.hub.http;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.sink.BeginAfterInitialisation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
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

    /** Where nobody is asked who they are, operators are those on the machine itself. */
    @Bean
    static OperatorCheck operators(Callers callers) {
        return callers.isOpen()
                ? new LoopbackOnly()
                : request -> callers.current().isAdmin() ? Optional.empty() : Optional.of(OperatorCheck.notAdmin());
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

    /** Before anybody is asked who they are: a preflight carries nothing. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter() {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!properties.corsOrigins().isEmpty()) {
            source.registerCorsConfiguration("/**", cors());
        }
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** What that filter says of every answer. */
    @Bean
    FixedHeaders corsHeaders() {
        List<Map.Entry<String, String>> headers = properties.corsOrigins().isEmpty()
                ? List.of()
                : List.of(
                        Map.entry(HttpHeaders.VARY, HttpHeaders.ORIGIN),
                        Map.entry(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD),
                        Map.entry(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
        return secure -> headers;
    }

    /** Origins are named one by one, so that cookies can be let through. */
    private CorsConfiguration cors() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(properties.corsOrigins());
        cors.setAllowedMethods(List.of("GET", "POST", "DELETE"));
        cors.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "Last-Event-ID", HttpHeaders.CACHE_CONTROL));
        cors.setExposedHeaders(List.of(NodeHeaderFilter.HEADER, HttpHeaders.RETRY_AFTER));
        cors.setAllowCredentials(true);
        cors.setMaxAge(Duration.ofHours(1));
        return cors;
    }
}
