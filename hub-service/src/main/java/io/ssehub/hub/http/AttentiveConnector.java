package io.ssehub.hub.http;

import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector whose sockets are {@link AttentiveEndPoint}s. */
final class AttentiveConnector extends ServerConnector {
    private AttentiveConnector(Server server, int acceptors, int selectors, ConnectionFactory... factories) {
        super(server, null, null, null, acceptors, selectors, factories);
    }

    /** One at the same address that speaks what the other, which was not started yet, would have spoken. */
    static AttentiveConnector inPlaceOf(
            AbstractConnector other, int acceptors, int selectors, InetSocketAddress address) {
        AttentiveConnector connector = new AttentiveConnector(
                other.getServer(),
                acceptors,
                selectors,
                other.getConnectionFactories().toArray(ConnectionFactory[]::new));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        return connector;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        AttentiveEndPoint endPoint = new AttentiveEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
