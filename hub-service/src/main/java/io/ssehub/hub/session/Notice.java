package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something a node tells connections that moves no cursor.
 *
 * @param event the event's name
 * @param data its JSON
 */
public record Notice(String event, String data) {
    /**
     * News of the node.
     *
     * @param code what programs act upon
     * @param content what people read; free of anything JSON would have to escape
     */
    public static Notice systemMessage(String code, String content) {
        return new Notice("systemMessage", "{\"code\":\"" + code + "\",\"content\":\"" + content + "\"}");
    }

    byte[] block() {
        return SseEncoder.block(event, data.getBytes(StandardCharsets.UTF_8));
    }
}
