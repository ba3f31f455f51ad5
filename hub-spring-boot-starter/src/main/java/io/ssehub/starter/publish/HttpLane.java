package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** A thread that sends one event after the other. */
final class HttpLane implements AutoCloseable {
    /*
     * Threads: any offers; the lane's own takes. Closing stops both: what is offered afterwards, and what waits, fails.
     * Loss: a full queue refuses, and the caller is told.
     */
    private static final String CLOSED = "the publisher is closed";

    private final BlockingQueue<Waiting> queue;
    private final PublishCall call;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * An event that waits for its turn.
     *
     * @param failed the channels in which an earlier event of the same batch has failed
     */
    private record Waiting(Message message, Set<Channel> failed, CompletableFuture<Position> answer) {
        void fail(String why) {
            fail(new HubPublishException(HubPublishException.Reason.UNAVAILABLE, why, null));
        }

        void fail(HubPublishException failure) {
            failed.add(message.channel());
            answer.completeExceptionally(failure);
        }
    }

    private HttpLane(String name, int size, PublishCall call) {
        this.queue = new ArrayBlockingQueue<>(size);
        this.call = call;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    static HttpLane start(String name, int size, PublishCall call) {
        HttpLane lane = new HttpLane(name, size, call);
        lane.thread.start();
        return lane;
    }

    CompletableFuture<Position> offer(Message message, Set<Channel> failed) {
        Waiting waiting = new Waiting(message, failed, new CompletableFuture<>());
        if (closed) {
            waiting.fail(CLOSED);
        } else if (!queue.offer(waiting)) {
            waiting.fail("too many events wait to be sent; this one was not");
        } else if (closed) {
            failRest();
        }
        return waiting.answer();
    }

    private void run() {
        while (!closed) {
            try {
                send(queue.take());
            } catch (InterruptedException e) {
                break;
            }
        }
        failRest();
    }

    private void send(Waiting waiting) throws InterruptedException {
        if (waiting.failed().contains(waiting.message().channel())) {
            waiting.fail("not sent, since an event before it failed");
            return;
        }
        try {
            waiting.answer().complete(call.send(waiting.message()));
        } catch (HubPublishException e) {
            waiting.fail(e);
        } catch (InterruptedException e) {
            waiting.fail(CLOSED);
            throw e;
        } catch (RuntimeException e) {
            waiting.fail(new HubPublishException(HubPublishException.Reason.UNAVAILABLE, "not sent: " + e, e));
        }
    }

    private void failRest() {
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.fail(CLOSED);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
