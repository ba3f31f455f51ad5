package io.ssehub.hub.demo;

import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.sink.Sink;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One reading of the poem. Its positions are those of a log that holds one piece an entry, and never changes. */
final class PoemStream implements Runnable {
    /** Li Bai, "Thoughts in the silent night", in pieces of one to three characters. */
    static final List<String> PIECES = List.of("床前", "明月光", "，", "疑是", "地上霜", "。", "举头", "望明月", "，", "低头", "思故乡", "。");

    private static final Channel POEM = Channel.topic("demo.poem");
    private static final long EPOCH = 1;

    private final Sink sink;
    private final int first;
    private final Duration pause;
    private final Clock clock;
    private final Cursor.Writer cursors = Cursor.writer(List.of(POEM));

    PoemStream(Sink sink, int first, Duration pause, Clock clock) {
        this.sink = sink;
        this.first = first;
        this.pause = pause;
        this.clock = clock;
    }

    /** The piece that comes after {@code lastEventId}; empty if it was the last. */
    static OptionalInt next(@Nullable String lastEventId) {
        Cursor cursor = Cursor.parse(lastEventId == null ? "" : lastEventId).orElse(Cursor.none());
        long offset = cursor.of(POEM)
                .filter(position -> position.epoch() == EPOCH)
                .map(Position::offset)
                .orElse(0L);
        return cursor.isEnded() || offset >= PIECES.size() ? OptionalInt.empty() : OptionalInt.of((int) offset);
    }

    @Override
    public void run() {
        boolean open = write(event("ping", "{\"ping\":" + clock.millis() + "}", null));
        for (int i = first; open && i < PIECES.size(); i++) {
            open = waitAWhile() && write(piece(i));
        }
        if (open) {
            sink.end();
        } else {
            sink.abort();
        }
    }

    private byte[] piece(int index) {
        String data = "{\"id\":" + (index + 1) + ",\"content\":\"" + PIECES.get(index) + "\",\"timestamp\":"
                + clock.millis() + "}";
        Position[] position = {new Position(EPOCH, index + 1L)};
        return event("message", data, cursors.write(position, index == PIECES.size() - 1));
    }

    private static byte[] event(String name, String data, @Nullable String cursor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SseEncoder.block(name, data.getBytes(StandardCharsets.UTF_8)));
        if (cursor != null) {
            out.writeBytes(SseEncoder.id(cursor));
        }
        out.write('\n');
        return out.toByteArray();
    }

    private boolean write(byte[] bytes) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        sink.write(ByteBuffer.wrap(bytes), done::complete);
        return done.join();
    }

    private boolean waitAWhile() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
