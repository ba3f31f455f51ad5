package io.ssehub.starter.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.autoconfigure.json.AutoConfigureJson;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what components publish, and of nothing else: a context with a {@link RecordingHubPublisher}, the application's
 * JSON, and those components that are named.
 *
 * <pre>{@code
 * @HubTest(Shipping.class)
 * class ShippingTest {
 *     @Autowired Shipping shipping;
 *     @Autowired RecordingHubPublisher hub;
 *
 *     @Test
 *     void customersAreTold() {
 *         shipping.ship(42, "alice");
 *         assertThat(hub).toClient("alice").event("orderShipped").hasData(new Shipped(42));
 *     }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(HubTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(HubTypeExcludeFilter.class)
@AutoConfigureJson
@AutoConfigureRecordingHub
@ImportAutoConfiguration
public @interface HubTest {
    /** Properties as {@code name=value}, set before the context starts. */
    String[] properties() default {};

    /** The components to test. */
    @AliasFor("components")
    Class<?>[] value() default {};

    /** The components to test. */
    @AliasFor("value")
    Class<?>[] components() default {};

    /** Whether the components named are taken in at all; otherwise only {@link #includeFilters} decide. */
    boolean useDefaultFilters() default true;

    /** Further components. */
    ComponentScan.Filter[] includeFilters() default {};

    /** Components to leave out. */
    ComponentScan.Filter[] excludeFilters() default {};

    /** Auto-configurations to leave out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
