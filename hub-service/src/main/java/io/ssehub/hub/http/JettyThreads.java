package io.ssehub.hub.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;

/**
 * Jetty's threads: a few of the platform's that listen to sockets, and a virtual one for each request. Listening on virtual
 * threads, as Boot would have it, wakes two of the platform's for each readiness: the JDK's own poller, then a carrier.
 */
final class JettyThreads {
    /** Far more than listen anywhere; they are started when they are needed. */
    private static final int MOST = 200;

    private JettyThreads() {}

    static QueuedThreadPool of(JettyServerProperties.Threads properties) {
        VirtualThreadPool requests = new VirtualThreadPool(properties.getMax());
        requests.setName("jetty-");
        QueuedThreadPool threads = new QueuedThreadPool(MOST, 1) {
            // A connection goes on with its next request on the thread that has answered the last one, and never waits.
            @Override
            public void execute(Runnable task) {
                if (task instanceof Connection) {
                    task.run();
                } else {
                    super.execute(task);
                }
            }
        };
        threads.setName("jetty");
        // With threads in reserve Jetty would serve requests on the one that listens, and let another one listen.
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(requests);
        threads.addBean(requests);
        return threads;
    }
}
