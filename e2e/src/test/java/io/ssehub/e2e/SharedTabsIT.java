package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.loadtest.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tabs of one Chromium that share their connection by the package's client, and a hub that counts connections. */
@EnabledIf("hasChromium")
class SharedTabsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** More than a browser allows connections to one host by HTTP/1.1. */
    private static final int TABS = 8;

    private static final String OPEN = """
            async ([client, topics]) => {
              const { connect } = await import('/hub-client.js');
              window.seen = [];
              window.gaps = [];
              window.hub = connect({
                clientId: client, topics, shared: true, reconcile: false,
                on: {
                  event: ({ type, data }) => type === 'tick' && window.seen.push(data.n),
                  gap: (gap) => window.gaps.push(gap),
                },
              });
            }""";

    private static Cluster cluster;
    private static Chromium chromium;

    private final List<String> errors = new ArrayList<>();
    private BrowserContext context;
    private volatile int published;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    @BeforeAll
    static void start() {
        cluster = Cluster.of(1).start();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        cluster.close();
    }

    @BeforeEach
    void openBrowser() {
        context = chromium.browser().newContext();
        context.setDefaultTimeout(PATIENCE.toMillis());
    }

    @AfterEach
    void closeBrowser() {
        context.close();
        awaitConnections(0);
        assertThat(errors).isEmpty();
    }

    private static URI hub() {
        return cluster.hub(0).uri();
    }

    private Page tab(String client, String... topics) {
        Page tab = context.newPage();
        tab.onPageError(errors::add);
        // Any page of the hub's origin will do.
        tab.navigate(hub().resolve("/page.json").toString());
        tab.evaluate(OPEN, List.of(client, List.of(topics)));
        tab.waitForFunction("() => window.hub.status.state === 'live'");
        return tab;
    }

    private static Page holder(List<Page> tabs) {
        List<Page> holders = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        Await.until(() -> "one of the tabs holds the connection, but they are " + roles, PATIENCE, () -> {
            holders.clear();
            roles.clear();
            for (Page tab : tabs) {
                String role = role(tab);
                roles.add(role);
                if ("holder".equals(role)) {
                    holders.add(tab);
                }
            }
            return holders.size() == 1;
        });
        return holders.getFirst();
    }

    private static String role(Page tab) {
        return (String) tab.evaluate("() => window.hub.role");
    }

    /** A hub notices that a reader has gone when it writes: so there is something to write. */
    private static void awaitConnections(int count) {
        Await.until(() -> count + " connections, there are " + cluster.metric(0, "hub_connections"), PATIENCE, () -> {
            Http.post(hub(), "/api/sse/publish", "{\"broadcast\":true,\"event\":\"nudge\",\"data\":0}");
            return cluster.metric(0, "hub_connections") == count;
        });
    }

    private void publish(String client) {
        int n = published + 1;
        Http.post(
                hub(),
                "/api/sse/publish",
                "{\"client\":\"%s\",\"event\":\"tick\",\"data\":{\"n\":%d}}".formatted(client, n));
        published = n;
    }

    private void awaitMore(int events) {
        int aim = published + events;
        Await.until(() -> aim + " events are published, " + published + " are", PATIENCE, () -> published >= aim);
    }

    private static void assertEachOnceInOrder(Page tab, int first, int last) {
        tab.waitForFunction("last => window.seen.at(-1) === last", last);
        assertThat(tab.evaluate("() => window.seen"))
                .isEqualTo(IntStream.rangeClosed(first, last).boxed().toList());
        assertThat(tab.evaluate("() => window.gaps")).isEqualTo(List.of());
    }

    @Test
    void eightTabsHoldOneConnectionWhichMovesWithoutLossWhoeverHoldsIt() throws Exception {
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            tabs.add(tab("alice"));
        }
        awaitConnections(1);
        double opened = cluster.metric(0, "hub_connections_opened_total");

        AtomicBoolean enough = new AtomicBoolean();
        Thread publishing = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                publish("alice");
            }
        });
        awaitMore(50);
        Page closed = holder(tabs);
        tabs.remove(closed);
        closed.close();
        holder(tabs);
        awaitMore(50);

        Page crashed = holder(tabs);
        tabs.remove(crashed);
        assertThatThrownBy(() -> crashed.navigate("chrome://crash")).isInstanceOf(PlaywrightException.class);
        holder(tabs);
        awaitMore(50);

        // As a browser announces that it will freeze a page.
        Page frozen = holder(tabs);
        List<Page> awake = new ArrayList<>(tabs);
        awake.remove(frozen);
        frozen.evaluate("() => document.dispatchEvent(new Event('freeze'))");
        holder(awake);
        awaitMore(50);
        frozen.evaluate("() => document.dispatchEvent(new Event('resume'))");
        awaitMore(50);
        enough.set(true);
        publishing.join();

        for (Page tab : tabs) {
            assertEachOnceInOrder(tab, 1, published);
        }
        awaitConnections(1);
        assertThat(cluster.metric(0, "hub_connections_opened_total") - opened)
                .as("one more each time its holder went")
                .isEqualTo(3);
    }

    @Test
    void tabsWithDifferentTopicsShareAndATabThatIsReloadedGetsWhatItMissed() {
        Page news = tab("bob", "news");
        Page sport = tab("bob", "sport");
        awaitConnections(1);
        String cursor = (String) sport.evaluate("() => window.hub.cursor");
        sport.close();
        for (Map.Entry<String, Integer> each :
                List.of(Map.entry("sport", 1), Map.entry("news", 2), Map.entry("sport", 3))) {
            Http.post(
                    hub(),
                    "/api/sse/publish",
                    "{\"topic\":\"%s\",\"event\":\"tick\",\"data\":{\"n\":%d}}"
                            .formatted(each.getKey(), each.getValue()));
        }
        Page again = context.newPage();
        again.navigate(hub().resolve("/page.json").toString());
        again.evaluate(
                OPEN.replace("reconcile: false,", "reconcile: false, cursor: '" + cursor + "',"),
                List.of("bob", List.of("sport")));
        again.waitForFunction("() => window.seen.length === 2");
        assertThat(again.evaluate("() => window.seen")).isEqualTo(List.of(1, 3));
        news.waitForFunction("() => window.seen.length === 1");
        assertThat(news.evaluate("() => window.seen")).isEqualTo(List.of(2));
        awaitConnections(1);
    }

    /** The twin: what shares is the lock, not the hub or the browser. */
    @Test
    void withoutLocksEachTabHasAConnectionOfItsOwn() {
        context.addInitScript("delete Navigator.prototype.locks");
        List<Page> tabs = List.of(tab("carol"), tab("carol"), tab("carol"));
        awaitConnections(3);
        publish("carol");
        for (Page tab : tabs) {
            assertThat(role(tab)).isEqualTo("alone");
            assertEachOnceInOrder(tab, 1, published);
        }
    }
}
