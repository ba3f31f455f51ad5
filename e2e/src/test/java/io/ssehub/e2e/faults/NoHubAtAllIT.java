package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.HaProxy;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.loadtest.Await;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** All hubs behind HAProxy are gone for a while; it has the configuration that is shipped. */
class NoHubAtAllIT {
    private static final double PATIENCE_MILLIS = 90_000;
    private static final String EMPTY_PAGE = "/page.json";

    private static Cluster cluster;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2).onOnePort().start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void killAll() {
        cluster.hubs().forEach(JarProcess::kill);
    }

    @AfterEach
    void bringBack() {
        cluster.hubs().stream().filter(hub -> !hub.isAlive()).forEach(JarProcess::restart);
        cluster.awaitReady();
    }

    /** A page with a plain EventSource, which counts what happens to it. */
    private static Page listening(Browser browser, URI through) {
        Page page = browser.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate(through.resolve(EMPTY_PAGE).toString());
        page.evaluate("""
                () => {
                  const source = new EventSource('/api/sse/connect/patient?topics=news');
                  window.seen = {source, opened: 0, errors: 0, welcomes: 0, gaps: 0, ticks: []};
                  source.onopen = () => seen.opened++;
                  source.onerror = () => seen.errors++;
                  source.addEventListener('systemMessage', event => {
                    if (JSON.parse(event.data).code === 'connected') seen.welcomes++; });
                  source.addEventListener('gap', () => seen.gaps++);
                  source.addEventListener('tick', event => seen.ticks.push(event.data));
                }""");
        page.waitForFunction("() => seen.welcomes === 1");
        return page;
    }

    private static void tick(URI hub, int number) {
        Http.post(hub, "/api/sse/publish", "{\"topic\":\"news\",\"event\":\"tick\",\"data\":%d}".formatted(number));
    }

    @Test
    @EnabledIf("hasChromium")
    void aPlainEventSourceKeepsTryingAndMissesNothing() {
        try (HaProxy balancer = HaProxy.before(cluster.uris());
                Chromium chromium = Chromium.start()) {
            Page page = listening(chromium.browser(), balancer.uri());
            tick(balancer.uri(), 1);
            page.waitForFunction("() => seen.ticks.length === 1");
            killAll();
            balancer.awaitUp(0);
            // It was answered, more than once, and each answer was over at once.
            int opened = (int) page.evaluate("() => seen.opened");
            page.waitForFunction("before => seen.opened >= before + 2 && seen.errors >= 2", opened);
            assertThat(page.evaluate("() => seen.source.readyState === EventSource.CLOSED"))
                    .isEqualTo(false);

            bringBack();
            // Before it is back, perhaps: its cursor is as good as ever.
            tick(cluster.hub(0).uri(), 2);
            page.waitForFunction("() => seen.welcomes === 2");
            // The balancer looks after calls on its own.
            balancer.awaitUp(2);
            tick(balancer.uri(), 3);
            page.waitForFunction("() => seen.ticks.length >= 3");
            assertThat(page.evaluate("() => seen.ticks.join() + ' gaps ' + seen.gaps"))
                    .isEqualTo("1,2,3 gaps 0");
        }
    }

    /** The twin: the same balancer, but its 503 stays a 503. */
    @Test
    @EnabledIf("hasChromium")
    void withoutTheAnswerItGivesUpForGood() {
        try (HaProxy balancer =
                        HaProxy.before(cluster.uris(), shipped -> shipped.replaceAll("(?m)^.*set-status 200.*$", ""));
                Chromium chromium = Chromium.start()) {
            Page page = listening(chromium.browser(), balancer.uri());
            killAll();
            page.waitForFunction("() => seen.source.readyState === EventSource.CLOSED");
        }
    }

    @Test
    void readersComeBackWhenOneIsThereAndMissNothing() throws InterruptedException {
        try (HaProxy balancer = HaProxy.before(cluster.uris());
                Load load = Load.on(List.of(balancer.uri())).readers(20).open()) {
            load.publishEverywhere();
            killAll();
            balancer.awaitUp(0);
            Load.awaitMove(load.readers(), this::bringBack);
            load.publishEverywhere();
            load.awaitArrival();
            load.assertNothingWrong().assertNoGap();
            assertThat(load.readers()).allMatch(LoadReader::isWelcomed);
        }
    }

    @Test
    void aStreamIsToldWhenToComeBackAndACallIsRefusedInWords() {
        try (HaProxy balancer = HaProxy.before(cluster.uris())) {
            killAll();
            balancer.awaitUp(0);
            HttpResponse<String> stream =
                    Http.send(HttpRequest.newBuilder(balancer.uri().resolve("/api/sse/connect/alice"))
                            .header("Origin", "https://elsewhere.test"));
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(stream.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://elsewhere.test");
            assertThat(stream.body()).matches("retry: [1-5]\\d{3}\n\n");

            HttpResponse<String> answer =
                    Http.send(HttpRequest.newBuilder(balancer.uri().resolve("/api/sse/messages/alice/m1"))
                            .header("Accept", "text/event-stream"));
            assertThat(answer.statusCode()).isEqualTo(200);

            HttpResponse<String> call =
                    Http.send(HttpRequest.newBuilder(balancer.uri().resolve("/api/sse/messages/alice/m1")));
            assertThat(call.statusCode()).isEqualTo(503);
            assertThat(call.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(call.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(call.body()).contains("\"code\":\"no_hub\"").contains("\"status\":503");
        }
    }

    @Test
    void whatIsForOperatorsStaysInside() {
        try (HaProxy balancer = HaProxy.before(cluster.uris())) {
            Await.until(() -> "the page is there", Load.DEADLINE, () -> status(balancer, EMPTY_PAGE) == 200);
            assertThat(status(balancer, "/actuator/prometheus")).isEqualTo(404);
            assertThat(status(balancer, "/%61ctuator/prometheus")).isEqualTo(404);
            assertThat(balancer.metrics()
                            .contains("haproxy_server_current_sessions", "proxy", "streams", "server", "hub1"))
                    .isTrue();
        }
    }

    private static int status(HaProxy balancer, String path) {
        return Http.send(HttpRequest.newBuilder(URI.create(balancer.uri() + path)))
                .statusCode();
    }
}
