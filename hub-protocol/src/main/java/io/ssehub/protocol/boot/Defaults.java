package io.ssehub.protocol.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A service's own settings of Spring Boot, below everything a user may set. They have a file of their own since two
 * services may share a class path, where only one {@code application.properties} would be read.
 */
public final class Defaults {
    private Defaults() {}

    /** Reads a properties file that lies beside {@code owner}. */
    public static Properties load(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + owner.getName());
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
