package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that nobody here wrote read the same events. */
class ForeignClientsIT {
    private static final String PREFIX = RedisFixture.freshPrefix();
    private static final JarProcess HUB =
            JarProcess.start(JarLaunch.hub("hub-foreign", PREFIX).patient());
    private static final int EVENTS = 50;

    @BeforeAll
    static void start() {
        HUB.awaitReady();
    }

    @AfterAll
    static void stop() {
        HUB.close();
    }

    private static void publish(String topic) {
        for (int i = 0; i < EVENTS; i++) {
            Http.post(
                    HUB.uri(),
                    "/api/sse/publish",
                    "{\"topic\":\"" + topic + "\",\"event\":\"tick\",\"data\":{\"n\":" + i + ",\"text\":\" 你好 🙂\"}}");
        }
    }

    private static URI url(String client, String topic) {
        return HUB.uri().resolve("/api/sse/connect/" + client + "?client=false&broadcast=false&topics=" + topic);
    }

    @Test
    void curlReadsWhatOkhttpEventsourceReads() throws Exception {
        String topic = "both";
        Process curl = new ProcessBuilder("curl", "-sN", url("curl", topic).toString()).start();
        BufferedReader curlOut = curl.inputReader(StandardCharsets.UTF_8);
        List<String> byCurl = new ArrayList<>();
        List<String> byOkhttp = new ArrayList<>();
        try (EventSource okhttp = new EventSource.Builder(url("okhttp", topic)).build()) {
            awaitWelcome(curlOut);
            read("systemMessage", okhttp);
            publish(topic);
            while (byOkhttp.size() < EVENTS) {
                MessageEvent message = read("tick", okhttp);
                byOkhttp.add(message.getEventName() + " " + message.getData() + " " + message.getLastEventId());
            }
            readByCurl(curlOut, byCurl);
        } finally {
            curl.destroy();
        }
        assertThat(byOkhttp).isEqualTo(byCurl).hasSize(EVENTS);
        assertThat(byOkhttp.getFirst()).startsWith("tick {\"n\":0,\"text\":\" 你好 🙂\"} 1-");
    }

    @Test
    void okhttpEventsourceResumesByItself() throws StreamException {
        String topic = "resumed";
        List<String> seen = new ArrayList<>();
        try (EventSource okhttp = new EventSource.Builder(url("okhttp", topic)).build()) {
            read("systemMessage", okhttp);
            publish(topic);
            while (seen.size() < EVENTS) {
                seen.add(read("tick", okhttp).getData());
            }
            okhttp.interrupt();
            publish(topic);
            while (seen.size() < 2 * EVENTS) {
                try {
                    seen.add(read("tick", okhttp).getData());
                } catch (StreamException interrupted) {
                    // It connects again, with the id it has, at the next read.
                }
            }
        }
        assertThat(seen.subList(0, EVENTS))
                .isEqualTo(seen.subList(EVENTS, 2 * EVENTS))
                .doesNotHaveDuplicates();
    }

    /** Past whatever else the hub says, such as a heartbeat when nothing came for a while. */
    private static MessageEvent read(String event, EventSource okhttp) throws StreamException {
        MessageEvent message = okhttp.readMessage();
        while (!message.getEventName().equals(event)) {
            message = okhttp.readMessage();
        }
        return message;
    }

    private static void awaitWelcome(BufferedReader out) throws IOException {
        while (!out.readLine().startsWith("id: ")) {}
    }

    private static void readByCurl(BufferedReader out, List<String> into) throws IOException {
        String event = "";
        String data = "";
        while (into.size() < EVENTS) {
            String line = out.readLine();
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.startsWith("id: ")) {
                into.add(event + " " + data + " " + line.substring("id: ".length()));
            }
        }
    }
}
