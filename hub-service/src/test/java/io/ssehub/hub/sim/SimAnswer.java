package io.ssehub.hub.sim;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.Recap;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer as Redis holds it beside its client's log, and loses it with that. */
final class SimAnswer {
    private record Piece(Position position, String content) {}

    private final List<Piece> pieces = new ArrayList<>();
    private @Nullable Position started;
    private @Nullable Position ended;

    void start(Position at) {
        started = at;
    }

    void add(Position at, String content) {
        pieces.add(new Piece(at, content));
    }

    void end(Position at) {
        ended = at;
    }

    /** The primary that is there now stands at {@code head}, or knows nothing of the channel. */
    void loseAfter(@Nullable Position head) {
        pieces.removeIf(piece -> isLost(piece.position, head));
        started = isLost(started, head) ? null : started;
        ended = isLost(ended, head) ? null : ended;
    }

    private static boolean isLost(@Nullable Position position, @Nullable Position head) {
        return position != null && (head == null || position.isAfter(head));
    }

    int fragments() {
        return pieces.size();
    }

    boolean isEnded() {
        return ended != null;
    }

    /** @param head where the client's log stands; null if it has no head */
    Recap recap(@Nullable Position head) {
        List<byte[]> blocks = new ArrayList<>();
        if (started == null) {
            return new Recap(blocks, Optional.ofNullable(head), false);
        }
        blocks.add(block("messageStart", "{}"));
        if (!pieces.isEmpty()) {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.content));
            blocks.add(block(
                    "messageFragment",
                    "{\"clientId\":\"c\",\"id\":\"m\",\"attempt\":1,\"index\":0,\"lastIndex\":" + (pieces.size() - 1)
                            + ",\"content\":\"" + text + "\",\"isLast\":false}"));
        }
        if (ended != null) {
            blocks.add(block("messageEnd", "{}"));
        }
        return new Recap(blocks, Optional.ofNullable(head), ended != null);
    }

    /** Redis knows nothing of it any more. */
    static Recap lost() {
        return new Recap(List.of(block("messageError", "{}")), Optional.empty(), true);
    }

    private static byte[] block(String event, String data) {
        return SseEncoder.block(event, data.getBytes(StandardCharsets.UTF_8));
    }
}
