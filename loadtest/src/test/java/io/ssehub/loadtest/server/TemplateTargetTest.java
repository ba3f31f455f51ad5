package io.ssehub.loadtest.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.client.HttpCall;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.sse.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TemplateTargetTest {
    private static final String DATA = "{\"a\":\"b c\"}";
    private static final Subscription BOTH = Subscription.of("r-1");
    private static final ChannelName NEWS = ChannelName.topic("news");

    @Test
    void nchan() throws IOException {
        Target nchan = target("nchan");

        assertThat(nchan.subscribePath(BOTH)).isEqualTo("/sub/client-r-1,broadcast");
        assertThat(nchan.publish(NEWS, DATA, null))
                .isEqualTo(new HttpCall("POST", "/pub/topic-news", Map.of(), DATA, false));
        assertThat(nchan.unwrap(new SseEvent("message", DATA, "7"))).isEqualTo(new SseEvent("tick", DATA, "7"));
        assertThat(nchan.hasWelcome()).isFalse();
    }

    @Test
    void mercure() throws IOException {
        Target mercure = target("mercure");

        assertThat(mercure.subscribePath(BOTH)).isEqualTo("/.well-known/mercure?topic=client-r-1&topic=broadcast");
        HttpCall call = mercure.publish(NEWS, DATA, null);
        assertThat(call.body()).isEqualTo("topic=topic-news&data=%7B%22a%22%3A%22b+c%22%7D");
        assertThat(call.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void centrifugo() throws IOException {
        Target centrifugo = target("centrifugo");

        assertThat(URI.create(centrifugo.subscribePath(BOTH)).getQuery())
                .isEqualTo("cf_connect={\"subs\":{\"client-r-1\":{},\"broadcast\":{}}}");
        assertThat(centrifugo.publish(NEWS, DATA, null).body())
                .isEqualTo("{\"channel\":\"topic-news\",\"data\":" + DATA + "}");
        SseEvent pushed = new SseEvent("message", "{\"channel\":\"x\",\"pub\":{\"data\":" + DATA + "}}", "");
        assertThat(centrifugo.unwrap(pushed)).isEqualTo(new SseEvent("tick", DATA, ""));
        assertThat(centrifugo.unwrap(new SseEvent("message", "{}", ""))).isNull();
        assertThat(centrifugo.unwrap(new SseEvent("message", "ping", ""))).isNull();
        assertThat(centrifugo.isWelcome(new SseEvent("message", "{\"connect\":{}}", "")))
                .isTrue();
        assertThat(centrifugo.isWelcome(pushed)).isFalse();
    }

    @Test
    void aPayloadThatIsTextIsReadAsWhatItHolds() {
        Target target = target(properties().with("data-field", "text"));

        SseEvent event = new SseEvent("message", "{\"text\":\"{\\\"a\\\":1}\"}", "");
        assertThat(target.unwrap(event)).isEqualTo(new SseEvent("tick", "{\"a\":1}", ""));
    }

    @Test
    void keysGoWhereThereIsAPlaceForThem() {
        Target target = target(properties().with("body", "{\"key\":{key:json},\"data\":{data:json}}"));

        assertThat(target.knowsKeys()).isTrue();
        HttpCall call = target.publish(NEWS, "\"x\"", "k");
        assertThat(call.body()).isEqualTo("{\"key\":\"k\",\"data\":\"\\\"x\\\"\"}");
        assertThat(call.repeatable()).isTrue();
        assertThat(target(properties()).knowsKeys()).isFalse();
    }

    @Test
    void severalChannelsNeedATemplateForThem() {
        Target target = target(properties().with("subscribe", "/one/{channel}"));

        assertThat(target.subscribePath(BOTH.withoutOwn())).isEqualTo("/one/broadcast");
        assertThatThrownBy(() -> target.subscribePath(BOTH)).hasMessageContaining("{channels:SEPARATOR}");
    }

    @Test
    void aPublicationNeedsAMethod() {
        assertThatThrownBy(() -> target(properties().with("publish", "/pub")))
                .hasMessageContaining("a method and a path");
        assertThatThrownBy(() -> TargetDescription.of(new Properties())).hasMessageContaining("has no subscribe");
    }

    private static Target target(String name) throws IOException {
        return new TemplateTarget(name, TargetDescription.read(name));
    }

    private static Target target(Properties properties) {
        return new TemplateTarget("test", TargetDescription.of(properties));
    }

    private static Described properties() {
        return new Described();
    }

    private static final class Described extends Properties {
        Described() {
            setProperty("subscribe", "/sub/{channels:,}");
            setProperty("publish", "POST /pub/{channel}");
        }

        Described with(String name, String value) {
            setProperty(name, value);
            return this;
        }
    }
}
