package io.ssehub.hub.session;

import io.ssehub.hub.node.NodeName;
import io.ssehub.protocol.channel.ClientNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Says in the log when a connection begins and when and why it ends; in JSON with a field for each. */
final class ConnectionLog {
    private static final Logger log = LoggerFactory.getLogger(ConnectionLog.class);

    private final NodeName node;
    private final ClientNames names;

    ConnectionLog(NodeName node, ClientNames names) {
        this.node = node;
        this.names = names;
    }

    void opened(Session session) {
        of(session).log("{} opened for {}", session, names.shown(session.clientId()));
    }

    void ended(Session session, Ending ending) {
        of(session)
                .addKeyValue("hub.reason", ending.code())
                .log("{} of {} ended: {}", session, names.shown(session.clientId()), ending.code());
    }

    private LoggingEventBuilder of(Session session) {
        return log.atInfo()
                .addKeyValue("hub.node", node.value())
                .addKeyValue("hub.client", names.shown(session.clientId()))
                .addKeyValue("hub.connection", session.id().value());
    }
}
