package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadGateTest {
    private static final int BYTES_PER_SECOND = 1000;

    private final ReadGate gate = new ReadGate(BYTES_PER_SECOND);
    private final EmbeddedChannel channel = open(gate);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whatWasReadIsPaidForByAPause() {
        read(100);
        assertThat(isReading()).isFalse();

        pass(99);
        assertThat(isReading()).isFalse();

        pass(1);
        assertThat(isReading()).isTrue();
    }

    @Test
    void everyReadPausesAnew() {
        read(10);
        pass(10);
        read(20);

        pass(19);
        assertThat(isReading()).isFalse();
        pass(1);
        assertThat(isReading()).isTrue();
    }

    @Test
    void thePauseOfAFrozenOneEndsWithoutReading() {
        read(10);
        gate.setFrozen(true);
        pass(10);
        assertThat(isReading()).isFalse();

        gate.setFrozen(false);
        assertThat(isReading()).isTrue();
    }

    @Test
    void thawedInAPauseItStillPauses() {
        gate.setFrozen(true);
        read(10);
        gate.setFrozen(false);
        assertThat(isReading()).isFalse();

        pass(10);
        assertThat(isReading()).isTrue();
    }

    @Test
    void frozenBeforeItsConnectionIsThereItReadsNothing() {
        ReadGate early = new ReadGate(0);
        early.setFrozen(true);
        EmbeddedChannel later = open(early);

        assertThat(later.config().isAutoRead()).isFalse();

        later.finishAndReleaseAll();
    }

    @Test
    void withoutARateItNeverPauses() {
        EmbeddedChannel unlimited = open(new ReadGate(0));

        unlimited.writeInbound(Unpooled.buffer().writeZero(100_000));

        assertThat(unlimited.config().isAutoRead()).isTrue();
        unlimited.finishAndReleaseAll();
    }

    private static EmbeddedChannel open(ReadGate gate) {
        EmbeddedChannel opened = new EmbeddedChannel(gate);
        opened.freezeTime();
        return opened;
    }

    private void read(int bytes) {
        ByteBuf content = Unpooled.buffer().writeZero(bytes);
        channel.writeInbound(content);
    }

    private void pass(int millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private boolean isReading() {
        return channel.config().isAutoRead();
    }
}
