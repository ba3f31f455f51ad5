package io.ssehub.worker;

import io.ssehub.protocol.boot.Defaults;
import io.ssehub.protocol.boot.ProtocolConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** A worker as a process; several may run in one JVM, also beside hub nodes. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(ProtocolConfiguration.class)
public class WorkerApplication {
    public static void main(String[] args) {
        application().run(args);
    }

    /**
     * A worker that still has to be run. Its defaults are default properties: whatever else is set wins, and a hub on the
     * same class path has its own.
     */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(WorkerApplication.class);
        // Else the log would name whatever was started first in this JVM.
        application.setMainApplicationClass(WorkerApplication.class);
        application.setDefaultProperties(Defaults.load(WorkerApplication.class, "worker-defaults.properties"));
        return application;
    }
}
