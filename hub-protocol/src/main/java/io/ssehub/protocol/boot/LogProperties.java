package io.ssehub.protocol.boot;

import io.ssehub.protocol.channel.ClientNames;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the log may tell. Should be the same in every service, so that lines about one client fit together.
 *
 * @param maskClients whether short hashes stand for the names of clients
 */
@ConfigurationProperties("hub.log")
public record LogProperties(@DefaultValue("false") boolean maskClients) {
    ClientNames clientNames() {
        return new ClientNames(maskClients);
    }
}
