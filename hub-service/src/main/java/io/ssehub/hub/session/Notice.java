package io.ssehub.hub.session;

import io.ssehub.hub.frame.SseEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something a node tells all its connections: a {@code systemMessage} that moves no cursor.
 *
 * @param code what programs act upon
 * @param content what people read; free of anything JSON would have to escape
 */
public record Notice(String code, String content) {
    byte[] block() {
        String data = "{\"code\":\"" + code + "\",\"content\":\"" + content + "\"}";
        return SseEncoder.block("systemMessage", data.getBytes(StandardCharsets.UTF_8));
    }
}
