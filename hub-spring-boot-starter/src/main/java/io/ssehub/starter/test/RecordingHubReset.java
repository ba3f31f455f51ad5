package io.ssehub.starter.test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Empties the publisher that records before each test; contexts are shared by tests. */
final class RecordingHubReset extends AbstractTestExecutionListener {
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 100;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        if (test.hasApplicationContext()
                && test.getApplicationContext() instanceof ConfigurableApplicationContext context) {
            context.getBeanProvider(RecordingHubPublisher.class).forEach(RecordingHubPublisher::reset);
        }
    }
}
