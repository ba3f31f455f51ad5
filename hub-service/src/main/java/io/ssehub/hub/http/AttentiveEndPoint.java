package io.ssehub.hub.http;

import java.io.Closeable;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A socket that stays registered for reading while a request is worked on. Jetty takes each one off its selector when something
 * has come, and has to wake the selector to put it on again once the answer is written by another thread: two more calls of
 * the kernel, and a thread woken, for each request. Here that is done only when something comes that nobody wants yet.
 */
final class AttentiveEndPoint extends SocketChannelEndPoint {
    /*
     * Threads: the selector's brings what has come, any asks for more. Who asks says so first and is then looked for under
     * the lock, so that one of both sees the other.
     */
    private final Reading reading = new Reading();

    // Of the selector's thread.
    private SelectionKey key;

    // Guarded by reading.
    private boolean registered;

    AttentiveEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
        this.key = key;
    }

    @Override
    protected void needsFillInterest() {
        synchronized (reading) {
            if (registered) {
                return;
            }
            registered = true;
        }
        super.needsFillInterest();
    }

    @Override
    public @Nullable Runnable onSelected() {
        int ready = key.readyOps();
        synchronized (reading) {
            if (ready == SelectionKey.OP_READ && isReadHere()) {
                return reading;
            }
            if ((ready & SelectionKey.OP_READ) != 0) {
                registered = false;
            }
            Runnable task = super.onSelected();
            return ready == SelectionKey.OP_READ && !getFillInterest().isInterested() ? null : task;
        }
    }

    /** Read by another thread it would be selected again and again meanwhile. */
    private boolean isReadHere() {
        return getFillInterest().getCallbackInvocationType() == Invocable.InvocationType.NON_BLOCKING;
    }

    @Override
    public void replaceKey(SelectionKey newKey) {
        key = newKey;
        super.replaceKey(newKey);
    }

    /** Reads, as who asked for it wishes. */
    private final class Reading implements Invocable.Task, Closeable {
        @Override
        public void run() {
            getFillInterest().fillable();
        }

        @Override
        public InvocationType getInvocationType() {
            return getFillInterest().getCallbackInvocationType();
        }

        /** If nobody can run it. */
        @Override
        public void close() {
            AttentiveEndPoint.this.close();
        }
    }
}
