package io.ssehub.worker.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Uplink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Opens the writer of an attempt, and ends what has no generation to write to any more. */
@Component
public final class AnswerDesk {
    private static final JsonMapper JSON = new JsonMapper();

    private final Generations generations;
    private final Publisher publisher;
    private final Uplink uplink;
    private final AnswerProperties properties;
    private final WorkerMeters meters;

    public AnswerDesk(
            Generations generations,
            Publisher publisher,
            Uplink uplink,
            AnswerProperties properties,
            WorkerMeters meters) {
        this.generations = generations;
        this.publisher = publisher;
        this.uplink = uplink;
        this.properties = properties;
        this.meters = meters;
    }

    /**
     * Begins to write an attempt's answer.
     *
     * @param takenNanos when the request was taken
     * @param refused called once if nothing more is taken while the answer is still being made; must not block
     */
    public AnswerWriter open(Attempt attempt, long takenNanos, Runnable refused) {
        AnswerWriter.Listener listener = new AnswerWriter.Listener() {
            @Override
            public void onFragment(int index) {
                meters.fragmentTaken();
                if (index == 0) {
                    meters.firstFragment(Duration.ofNanos(System.nanoTime() - takenNanos));
                }
            }

            @Override
            public void onResend() {
                meters.resent();
            }

            @Override
            public void onRefused() {
                refused.run();
            }
        };
        return AnswerWriter.open(
                new RedisAnswerLog(generations, attempt, uplink), properties, Backoff.JITTERED, listener);
    }

    /**
     * Tells the readers of an answer that it broke off, because Redis has lost its generation and with it the place where
     * an ending would be remembered. Told once, also if it is called twice.
     */
    public void tellLost(Attempt attempt) throws InterruptedException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("clientId", attempt.clientId());
        data.put("id", attempt.messageId());
        data.put("attempt", attempt.number());
        data.put("code", FailureCode.INTERRUPTED.code());
        data.put("message", FailureCode.INTERRUPTED.advice());
        Event event = new Event("messageError", JSON.writeValueAsString(data));
        uplink.ask(() -> publisher.publishOnce(Channel.client(attempt.clientId()), attempt.messageId(), event));
    }
}
