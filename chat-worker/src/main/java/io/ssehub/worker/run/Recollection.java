package io.ssehub.worker.run;

import io.ssehub.protocol.conversation.Conversations;
import io.ssehub.protocol.conversation.Exchange;
import io.ssehub.protocol.conversation.Memory;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.worker.generator.Turn;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Uplink;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a generator gets to know of the conversation before a question. */
@Component
public final class Recollection {
    private final Uplink uplink;
    private final Conversations conversations;
    private final Memory memory;
    private final WorkerMeters meters;

    Recollection(Uplink uplink, Conversations conversations, ConversationProperties properties, WorkerMeters meters) {
        this.uplink = uplink;
        this.conversations = conversations;
        this.memory = properties.memory();
        this.meters = meters;
    }

    /** What was said before, oldest first. */
    List<Turn> before(String clientId, Generation generation) throws InterruptedException {
        List<Exchange> exchanges = uplink.ask(() -> conversations.before(clientId, generation, memory));
        meters.turnsRecalled(exchanges.size());
        return exchanges.stream()
                .flatMap(exchange -> Stream.of(
                        new Turn(Turn.Role.USER, exchange.question()),
                        new Turn(Turn.Role.ASSISTANT, exchange.answer())))
                .toList();
    }
}
