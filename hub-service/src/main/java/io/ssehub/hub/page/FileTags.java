package io.ssehub.hub.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Gives files a tag of their content, by which a browser asks whether it has them already. Their time would not do: in a jar
 * it is that of the build as it was set, which need not be another one for another version.
 */
@Configuration(proxyBeanMethods = false)
class FileTags {
    /** Once Spring Boot has said where files are. */
    @Bean
    static SmartInitializingSingleton filesByTheirContent(@Qualifier("resourceHandlerMapping") HandlerMapping files) {
        return () -> {
            if (files instanceof SimpleUrlHandlerMapping mapping) {
                mapping.getUrlMap().values().stream()
                        .filter(ResourceHttpRequestHandler.class::isInstance)
                        .map(ResourceHttpRequestHandler.class::cast)
                        .forEach(handler -> handler.setEtagGenerator(FileTags::of));
            }
        };
    }

    /** The tag of a file. */
    static String of(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return '"' + DigestUtils.md5DigestAsHex(content) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
