package io.ssehub.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNamesTest {
    private static final ClientNames MASKED = new ClientNames(true);

    @Test
    void aNameIsShownAsItIsUnlessMasked() {
        assertThat(new ClientNames(false).shown("alice")).isEqualTo("alice");
    }

    @Test
    void aHashIsShortAndTheSameInEveryProcess() {
        assertThat(MASKED.shown("alice")).isEqualTo("~2bd806c97f0e").isNotEqualTo(MASKED.shown("bob"));
    }

    @Test
    void aClientsChannelIsNeverShownByItsName() {
        assertThat(ClientNames.shown(Channel.client("alice"))).isEqualTo("client/~2bd806c97f0e");
        assertThat(ClientNames.shown(Channel.topic("news"))).isEqualTo("topic/news");
        assertThat(ClientNames.shown(Channel.BROADCAST)).isEqualTo("broadcast");
    }
}
