package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttentiveEndPointTest {
    private final Key key = new Key();
    private final AtomicInteger read = new AtomicInteger();
    private SocketChannel channel;
    private SocketChannelEndPoint endPoint;

    @BeforeEach
    void open() throws IOException {
        channel = SocketChannel.open();
        endPoint = new AttentiveEndPoint(channel, null, key, null);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private void want(InvocationType type) {
        endPoint.fillInterested(Callback.from(type, read::incrementAndGet));
        endPoint.updateKey();
    }

    /** As the selector does: finds out what is to be done, does it, and looks what it is to wait for now. */
    private boolean selected(int ready) {
        key.ready = ready;
        Runnable task = ((ManagedSelector.Selectable) endPoint).onSelected();
        if (task != null) {
            task.run();
        }
        endPoint.updateKey();
        return task != null;
    }

    @Test
    void itStaysRegisteredWhileWhatHasComeIsWorkedOn() {
        want(InvocationType.NON_BLOCKING);
        key.changes = 0;
        for (int i = 1; i <= 3; i++) {
            assertThat(selected(SelectionKey.OP_READ)).isTrue();
            assertThat(read).hasValue(i);
            assertThat(key.interest).isEqualTo(SelectionKey.OP_READ);
            want(InvocationType.NON_BLOCKING);
        }
        assertThat(key.changes).as("calls of the kernel").isZero();
    }

    @Test
    void jettysOwnIsTakenOffAndPutOnAgain() throws IOException {
        endPoint = new SocketChannelEndPoint(channel, null, key, null);
        want(InvocationType.NON_BLOCKING);
        key.changes = 0;
        selected(SelectionKey.OP_READ);
        want(InvocationType.NON_BLOCKING);
        assertThat(key.changes).isEqualTo(2);
    }

    @Test
    void whatNobodyWantsYetIsNotSelectedAgainUntilSomebodyDoes() {
        want(InvocationType.NON_BLOCKING);
        selected(SelectionKey.OP_READ);
        assertThat(selected(SelectionKey.OP_READ)).isFalse();
        assertThat(key.interest).isZero();
        want(InvocationType.NON_BLOCKING);
        assertThat(key.interest).isEqualTo(SelectionKey.OP_READ);
        assertThat(selected(SelectionKey.OP_READ)).isTrue();
        assertThat(read).hasValue(2);
    }

    @Test
    void whatAnotherThreadWillReadIsNotSelectedAgain() {
        want(InvocationType.BLOCKING);
        assertThat(selected(SelectionKey.OP_READ)).isTrue();
        assertThat(read).hasValue(1);
        assertThat(key.interest).isZero();
        want(InvocationType.BLOCKING);
        assertThat(key.interest).isEqualTo(SelectionKey.OP_READ);
    }

    @Test
    void aWriteThatCanGoOnLeavesReadingAsItIs() {
        want(InvocationType.NON_BLOCKING);
        assertThat(selected(SelectionKey.OP_WRITE)).isTrue();
        assertThat(key.interest).isEqualTo(SelectionKey.OP_READ);
        assertThat(read).hasValue(0);
        assertThat(selected(SelectionKey.OP_READ | SelectionKey.OP_WRITE)).isTrue();
        assertThat(read).hasValue(1);
        want(InvocationType.NON_BLOCKING);
        assertThat(key.interest).isEqualTo(SelectionKey.OP_READ);
    }

    @Test
    void aNewKeyIsLookedAtInPlaceOfTheOld() {
        want(InvocationType.NON_BLOCKING);
        Key fresh = new Key();
        fresh.interest = SelectionKey.OP_READ;
        ((ManagedSelector.Selectable) endPoint).replaceKey(fresh);
        fresh.ready = SelectionKey.OP_READ;
        assertThat(((ManagedSelector.Selectable) endPoint).onSelected()).isNotNull();
    }

    /** A key that counts what would be a call of the kernel. */
    private static final class Key extends SelectionKey {
        private int interest;
        private int ready;
        private int changes;

        @Override
        public int interestOps() {
            return interest;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            interest = ops;
            changes++;
            return this;
        }

        @Override
        public int readyOps() {
            return ready;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Selector selector() {
            throw new UnsupportedOperationException();
        }
    }
}
