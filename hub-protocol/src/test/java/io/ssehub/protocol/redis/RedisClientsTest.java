package io.ssehub.protocol.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisClientsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    /** As with a host that is gone: what is sent to the port is dropped. */
    private static List<SocketChannel> fillBacklog(SocketAddress address) throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(address);
            waiting.add(channel);
        }
        return waiting;
    }

    @Test
    void aHostThatDoesNotAnswerIsGivenUpWithinTheConnectTimeout() throws IOException {
        ClientResources resources = DefaultClientResources.create();
        RedisClient client = RedisClients.create(resources, Duration.ofMillis(100), NEVER, SslOptions.create());
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> waiting = fillBacklog(silent.getLocalSocketAddress());
            RedisURI uri = RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(silent.getLocalPort())
                    .withTimeout(NEVER)
                    .build();
            assertThat(client.connectAsync(RedisLink.CODEC, uri).toCompletableFuture())
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withRootCauseInstanceOf(ConnectTimeoutException.class);
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        } finally {
            client.shutdown();
            resources.shutdown();
        }
    }
}
