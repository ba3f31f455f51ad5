package io.ssehub.loadtest.plan;

import java.net.InetAddress;
import java.util.List;

/**
 * By what means the load side works.
 *
 * @param readerThreads threads that read
 * @param publishConnections connections that publish over HTTP, kept open
 * @param connectRate connections opened a second
 * @param sources addresses of this machine to connect from; none leaves it to the system
 * @param keys whether publications carry keys, so that one without an answer is repeated instead of failing the run
 */
public record Means(
        int readerThreads, int publishConnections, int connectRate, List<InetAddress> sources, boolean keys) {
    public Means {
        if (readerThreads < 1 || publishConnections < 1 || connectRate < 1) {
            throw new IllegalArgumentException("out of range: reader threads " + readerThreads
                    + ", publish connections " + publishConnections + ", connect rate " + connectRate);
        }
        sources = List.copyOf(sources);
    }
}
