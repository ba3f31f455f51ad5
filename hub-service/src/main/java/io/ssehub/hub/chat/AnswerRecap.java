package io.ssehub.hub.chat;

import io.ssehub.hub.frame.JsonText;
import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.Recap;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer so far as events: its {@code messageStart}, its text as one {@code messageFragment}, its ending; as far as
 * there is such. They look like those of the log.
 */
final class AnswerRecap {
    private AnswerRecap() {}

    /** @param position where the client's channel stood when the generation was read */
    static Recap of(String clientId, Generation generation, Optional<Position> position) {
        String head = head(clientId, generation.id(), generation.attempt());
        boolean ended = generation.state().isEnded();
        List<byte[]> blocks = new ArrayList<>(3);
        if (generation.attempt() > 0) {
            blocks.add(event("messageStart", head + '}'));
        }
        if (generation.fragments() > 0) {
            blocks.add(event(
                    "messageFragment",
                    head + ",\"index\":0,\"lastIndex\":" + (generation.fragments() - 1) + ",\"content\":"
                            + JsonText.quoted(generation.text()) + ",\"isLast\":" + ended + '}'));
        }
        if (ended) {
            blocks.add(ending(head, generation));
        }
        return new Recap(blocks, position, ended);
    }

    /** Redis does not know it any more: it has expired, or Redis has lost it. */
    static Recap lost(String clientId, String messageId, int attempt) {
        byte[] ending = error(head(clientId, messageId, attempt), "interrupted", "The answer is not there any more.");
        return new Recap(List.of(ending), Optional.empty(), true);
    }

    private static byte[] ending(String head, Generation generation) {
        String code = generation.code().orElse("");
        if (generation.state() == GenerationState.FAILED) {
            return error(head, code, generation.error().orElse(""));
        }
        String usage = generation.usage().map(told -> ",\"usage\":" + told).orElse("");
        return event("messageEnd", head + ",\"finishReason\":" + JsonText.quoted(code) + usage + '}');
    }

    private static byte[] error(String head, String code, String message) {
        return event(
                "messageError",
                head + ",\"code\":" + JsonText.quoted(code) + ",\"message\":" + JsonText.quoted(message) + '}');
    }

    /** Names of clients and messages hold nothing that JSON would have to escape. */
    private static String head(String clientId, String messageId, int attempt) {
        return "{\"clientId\":\"" + clientId + "\",\"id\":\"" + messageId + "\",\"attempt\":" + attempt;
    }

    private static byte[] event(String name, String data) {
        return SseEncoder.block(name, data.getBytes(StandardCharsets.UTF_8));
    }
}
