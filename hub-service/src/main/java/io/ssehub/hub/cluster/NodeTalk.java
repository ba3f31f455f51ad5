package io.ssehub.hub.cluster;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.hub.node.NodeId;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what other nodes ask and answer, on the connection that is probed. */
final class NodeTalk {
    /*
     * Threads: messages come on the driver's event loop, which must not be held up. Questions are answered on threads of
     * their own, a few at once; what is more is dropped, and its asker names this node.
     */
    private static final Logger log = LoggerFactory.getLogger(NodeTalk.class);
    private static final int MOST_AT_ONCE = 32;

    private final RedisLink link;
    private final RedisKeys keys;
    private final String self;
    private final Respondent respondent;
    private final Inquiries inquiries;
    private final Executor virtualThreads;
    private final ClusterMeters meters;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

    NodeTalk(
            RedisLink link,
            RedisKeys keys,
            NodeId self,
            Respondent respondent,
            Inquiries inquiries,
            Executor virtualThreads,
            ClusterMeters meters) {
        this.link = link;
        this.keys = keys;
        this.self = self.value();
        this.respondent = respondent;
        this.inquiries = inquiries;
        this.virtualThreads = virtualThreads;
        this.meters = meters;
    }

    /** Listens from now on. */
    void begin(RedisBus bus) {
        bus.hear(keys.nodes(), this::onMessage);
        bus.hear(keys.node(self), this::onMessage);
    }

    private void onMessage(byte[] bytes) {
        Message.read(bytes)
                .ifPresentOrElse(
                        message -> {
                            switch (message) {
                                case Message.Ask ask -> onQuestion(ask);
                                case Message.Answer answer -> inquiries.onAnswer(answer);
                            }
                        },
                        () -> meters.wasAsked(ClusterMeters.Question.UNREADABLE));
    }

    private void onQuestion(Message.Ask question) {
        if (question.from().equals(self)) {
            return;
        }
        if (!slots.tryAcquire()) {
            meters.wasAsked(ClusterMeters.Question.DROPPED);
            return;
        }
        virtualThreads.execute(() -> {
            try {
                answer(question);
            } finally {
                slots.release();
            }
        });
    }

    private void answer(Message.Ask question) {
        try {
            Message.Answer answer = respondent.answer(question);
            link.publish(keys.node(question.from()), answer.bytes())
                    .whenComplete((heard, failure) -> meters.wasAsked(
                            failure != null
                                    ? ClusterMeters.Question.FAILED
                                    : answer.understood()
                                            ? ClusterMeters.Question.ANSWERED
                                            : ClusterMeters.Question.UNKNOWN));
        } catch (RuntimeException e) {
            log.error("a question of node {} could not be answered: {}", question.from(), question.kind(), e);
            meters.wasAsked(ClusterMeters.Question.FAILED);
        }
    }
}
