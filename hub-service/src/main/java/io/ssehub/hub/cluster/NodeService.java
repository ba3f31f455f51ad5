package io.ssehub.hub.cluster;

/** Whether this node serves; it can be taken out of service and back. Called on any thread. */
public interface NodeService {
    /** Whether balancers may give it connections. */
    boolean isReady();

    /** Whether it sends its connections elsewhere, or has done so. */
    boolean isDraining();

    /** Sends the connections elsewhere, those that still come too, and stays up. Does nothing if it does so already. */
    void drain();

    /** Serves again; false if it stops, which nothing ends. */
    boolean takeBack();
}
