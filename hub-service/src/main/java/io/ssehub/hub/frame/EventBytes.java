package io.ssehub.hub.frame;

import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Events as they go out, one after the other: blocks, their cursors and the empty lines between them. Not thread-safe. */
public final class EventBytes {
    private static final byte[] ID = {'i', 'd', ':', ' '};

    private byte[] bytes;
    private int length;

    /** @param expected how many bytes will come, about */
    public EventBytes(int expected) {
        this.bytes = new byte[expected];
    }

    /** What one event takes beside its block, at most. */
    public static int overhead(Cursor.Writer cursors) {
        return ID.length + cursors.maxLength() + 2;
    }

    public int length() {
        return length;
    }

    /** Begins an event. */
    public void block(byte[] block) {
        reserve(block.length);
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
    }

    /** Says where the client stands when it has the event. */
    public void id(Cursor.Writer cursors, Position[] positions, boolean ended) {
        reserve(overhead(cursors));
        System.arraycopy(ID, 0, bytes, length, ID.length);
        length = cursors.write(positions, ended, bytes, length + ID.length);
        bytes[length++] = '\n';
    }

    /** Ends the event. */
    public void end() {
        reserve(1);
        bytes[length++] = '\n';
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** All of it; nothing may be added any more. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
