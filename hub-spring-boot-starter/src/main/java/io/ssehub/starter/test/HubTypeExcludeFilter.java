package io.ssehub.starter.test;

import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out of a {@link HubTest} every component that is not named. */
final class HubTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<HubTest> {
    private final Class<?>[] components;

    HubTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        this.components = getAnnotation().getValue("components", Class[].class).orElse(new Class<?>[0]);
    }

    @Override
    protected Set<Class<?>> getComponentIncludes() {
        return Set.of(components);
    }
}
