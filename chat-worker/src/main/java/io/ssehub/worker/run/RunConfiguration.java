package io.ssehub.worker.run;

import io.ssehub.protocol.otel.TracingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes tracing in. */
@Configuration(proxyBeanMethods = false)
@Import(TracingConfiguration.class)
class RunConfiguration {}
