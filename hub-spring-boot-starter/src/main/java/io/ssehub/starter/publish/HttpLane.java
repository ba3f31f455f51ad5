package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** A thread that sends what waits: events of different channels together, those of one channel one after the other. */
final class HttpLane implements AutoCloseable {
    /*
     * Threads: any offers; the lane's own takes, and so sees the same first one twice, unless it is closed meanwhile. Closing stops
     * both: what is offered afterwards, and what waits, fails.
     * Loss: a full queue refuses, and the caller is told.
     */
    /** Far less than a hub takes by default. */
    private static final int MOST_TOGETHER = 100;

    private static final int LONGEST_TOGETHER = 256 * 1024;
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
        int length() {
            return message.event().data().length();
        }

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
                send(next());
            } catch (InterruptedException e) {
                break;
            }
        }
        failRest();
    }

    /** The first that waits, and those behind it up to one of a channel that is among them already. */
    private List<Waiting> next() throws InterruptedException {
        Waiting first = queue.take();
        List<Waiting> next = new ArrayList<>(List.of(first));
        Set<Channel> channels = new HashSet<>(Set.of(first.message().channel()));
        int length = first.length();
        for (Waiting waiting = queue.peek(); waiting != null; waiting = queue.peek()) {
            length += waiting.length();
            if (next.size() == MOST_TOGETHER
                    || length > LONGEST_TOGETHER
                    || !channels.add(waiting.message().channel())) {
                break;
            }
            Waiting taken = queue.poll();
            if (taken == null) {
                break;
            }
            next.add(taken);
        }
        return next;
    }

    private void send(List<Waiting> next) throws InterruptedException {
        List<Waiting> sent = next.stream().filter(HttpLane::isToBeSent).toList();
        if (sent.isEmpty()) {
            return;
        }
        try {
            List<PublishCall.Outcome> outcomes =
                    call.send(sent.stream().map(Waiting::message).toList());
            for (int i = 0; i < sent.size(); i++) {
                settle(sent.get(i), outcomes.get(i));
            }
        } catch (InterruptedException e) {
            sent.forEach(waiting -> waiting.fail(CLOSED));
            throw e;
        } catch (RuntimeException e) {
            sent.forEach(waiting ->
                    waiting.fail(new HubPublishException(HubPublishException.Reason.UNAVAILABLE, "not sent: " + e, e)));
        }
    }

    private static boolean isToBeSent(Waiting waiting) {
        if (waiting.failed().contains(waiting.message().channel())) {
            waiting.fail("not sent, since an event before it failed");
            return false;
        }
        return true;
    }

    private static void settle(Waiting waiting, PublishCall.Outcome outcome) {
        switch (outcome) {
            case PublishCall.Published published -> waiting.answer().complete(published.position());
            case PublishCall.Failed failed -> waiting.fail(failed.why());
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
