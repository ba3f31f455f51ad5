package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.hub.HubApplication;
import io.ssehub.hub.fixture.HubNode;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where nobody is asked who they are, nobody from elsewhere comes in, and it is said aloud. */
@ExtendWith(OutputCaptureExtension.class)
class OpenModeIT {
    private static boolean answers(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port));
            return true;
        } catch (java.io.IOException refused) {
            return false;
        }
    }

    @Test
    void itListensOnLoopbackOnlyAndSaysSo(CapturedOutput output) {
        try (HubNode node = HubNode.start()) {
            assertThat(answers("127.0.0.1", node.port())).isTrue();
            assertThat(answers("127.0.0.2", node.port())).isFalse();
            assertThat(output.getAll()).contains("WARN").contains("anybody on this machine may be any client");
        }
    }

    @Test
    void itRefusesAnotherAddressUnlessToldExplicitly(CapturedOutput output) {
        String[] everywhere = {"--hub.auth.mode=open", "--server.address=0.0.0.0", "--server.port=0"};
        assertThatThrownBy(() -> HubApplication.application().run(everywhere).close());
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "server.address", "hub.auth.open-to-network=true");
        try (HubNode node = HubNode.start("server.address=0.0.0.0", "hub.auth.open-to-network=true")) {
            assertThat(answers("127.0.0.2", node.port())).isTrue();
            assertThat(output.getAll()).contains("OPEN TO THE NETWORK");
        }
    }

    @Test
    void callsAboutTokensSayThatThereAreNone() {
        try (HubNode node = HubNode.start()) {
            for (String call : new String[] {"/api/sse/tickets", "/api/sse/cookie", "/api/sse/identity"}) {
                assertThat(node.post(call).field("code")).as(call).isEqualTo("open_mode");
            }
            assertThat(node.post("/api/sse/token", "{\"connection\":\"ab\"}").field("code"))
                    .isEqualTo("open_mode");
        }
    }
}
