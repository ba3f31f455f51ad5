package io.ssehub.hub.sink;

import io.ssehub.hub.sink.BlockConverter.Block;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/**
 * Writes what an emitter sends as it is. The emitter keeps a copy of the response's head until its end, which nobody looks at
 * once the response has one; so it is emptied here, where it can be reached.
 */
@Component
final class BlockConverter implements HttpMessageConverter<Block> {
    /** Bytes of an event stream. */
    record Block(byte[] bytes) {}

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return type == Block.class;
    }

    /** None that a call could ask for. */
    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of();
    }

    @Override
    public Block read(Class<? extends Block> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("blocks are only written", message);
    }

    @Override
    public void write(Block block, @Nullable MediaType mediaType, HttpOutputMessage message) throws IOException {
        message.getBody().write(block.bytes());
        message.getHeaders().clear();
    }
}
