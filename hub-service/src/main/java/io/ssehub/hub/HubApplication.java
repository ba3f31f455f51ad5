package io.ssehub.hub;

import io.ssehub.protocol.boot.Defaults;
import io.ssehub.protocol.boot.ProtocolConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** A hub node. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(ProtocolConfiguration.class)
public class HubApplication {
    public static void main(String[] args) {
        application().run(args);
    }

    /** A node that is not started yet; several may run in one process. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(HubApplication.class);
        // Else the log would name whatever was started first in this JVM.
        application.setMainApplicationClass(HubApplication.class);
        application.setDefaultProperties(Defaults.load(HubApplication.class, "hub-defaults.properties"));
        return application;
    }
}
