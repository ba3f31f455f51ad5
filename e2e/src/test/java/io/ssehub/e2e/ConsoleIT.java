package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Letters;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.ReaderState;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.HubApi;
import io.ssehub.loadtest.hub.Subscription;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * What an operator does with the console, in a real Chromium: three hubs and a worker. The console is served by the third
 * one, so that its own stream moves the figures of nobody else.
 */
@EnabledIf("hasChromium")
class ConsoleIT {
    private static final double PATIENCE_MILLIS = 90_000;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int EVENTS = 20;

    /** An event a reader got. */
    private record Heard(String reader, String type) {}

    private static Cluster cluster;
    private static Chromium chromium;

    private final List<String> errors = new ArrayList<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final String name = "reader-" + UUID.randomUUID();
    private final SseClient readers = new SseClient(ReaderOptions.defaults());
    private BrowserContext context;
    private Page page;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    @BeforeAll
    static void start() {
        cluster = Cluster.of(3)
                .workers(1, Duration.ZERO)
                // Nothing is written to a connection unless a test has it written.
                .hubArgs("--hub.session.heartbeat=10m", "--hub.drain.window=1s", "--hub.drain.notice=0s")
                .start();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        cluster.close();
    }

    @BeforeEach
    void open() {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setLocale("en-US"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(cluster.hub(2).uri() + "/console");
    }

    @AfterEach
    void noScriptFailed() {
        context.close();
        readers.close();
        assertThat(errors).isEmpty();
    }

    private void awaitLive() {
        page.waitForSelector("body[data-state=live]");
    }

    private SseReader connect(String client, List<URI> nodes) {
        List<URI> urls =
                nodes.stream().map(Subscription.of(client, "news")::url).toList();
        // The same client may be connected twice.
        String reader = client + " at " + urls.getFirst().getPort();
        return readers.open(urls, event -> heard.add(new Heard(reader, event.type())));
    }

    private void awaitWelcomes(int wanted) {
        Await.until(
                () -> "all are welcomed: " + heard,
                DEADLINE,
                () -> heard.stream()
                                .filter(each -> each.type().equals("systemMessage"))
                                .map(Heard::reader)
                                .distinct()
                                .count()
                        == wanted);
    }

    private long count(String type) {
        return heard.stream().filter(each -> each.type().equals(type)).count();
    }

    /** The row of a node, by what people call it. */
    private Locator row(JarProcess hub) {
        return page.locator("tbody.node", new Page.LocatorOptions().setHas(page.locator(".name", named(hub.name()))));
    }

    private static Page.LocatorOptions named(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private long shown(JarProcess hub, String figure) {
        String value = row(hub).getAttribute("data-" + figure);
        return value == null || value.isEmpty() ? -1 : Long.parseLong(value);
    }

    private static long counted(JarProcess hub, String meter) {
        return (long) hub.metrics().sum(meter);
    }

    private void confirm() {
        page.click("#confirm-yes");
    }

    @Test
    void itsFiguresAreThoseOfPrometheus() throws InterruptedException {
        awaitLive();
        for (int i = 0; i < 5; i++) {
            connect(name + "-" + i, List.of(cluster.hub(i % 2).uri()));
        }
        awaitWelcomes(5);
        try (HubApi api = new HubApi(cluster.uris(), DEADLINE)) {
            for (int i = 0; i < EVENTS; i++) {
                api.publish(ChannelName.topic("news"), "headline", "{\"n\":" + i + "}", name + "-" + i);
            }
        }
        Await.until("all have all", DEADLINE, () -> count("headline") == 5 * EVENTS);
        row(cluster.hub(2)).waitFor();
        for (JarProcess hub : List.of(cluster.hub(0), cluster.hub(1))) {
            Await.until(
                    () -> hub.name() + " shows " + shown(hub, "connections") + " and " + shown(hub, "delivered"),
                    DEADLINE,
                    () -> shown(hub, "connections") == counted(hub, "hub_connections")
                            && shown(hub, "delivered") >= 2 * EVENTS
                            && shown(hub, "delivered") == counted(hub, "hub_events_delivered_total"));
        }
        // Connections of other tests may still be found to be gone.
        Await.until("the total is that of all", DEADLINE, () -> page.textContent("[data-tile=connections] .value b")
                .equals(Long.toString(cluster.hubs().stream()
                        .mapToLong(hub -> counted(hub, "hub_connections"))
                        .sum())));
        assertThat(page.locator(".plot .line").count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aClientIsFoundAndOneOfItsConnectionsIsEndedForGood() {
        SseReader ended = connect(name, List.of(cluster.hub(0).uri()));
        SseReader kept = connect(name, List.of(cluster.hub(1).uri()));
        awaitWelcomes(2);
        page.keyboard().press("/");
        page.keyboard().type(name);
        page.keyboard().press("Enter");
        Locator cards = page.locator("#found > .connection");
        page.waitForFunction("() => document.querySelectorAll('#found > .connection').length === 2");
        Locator card = cards.filter(
                new Locator.FilterOptions().setHasText(cluster.hub(0).name()));
        assertThat(card.locator(".positions th").allTextContents())
                .containsExactlyInAnyOrder("client/" + name, "topic/news", "broadcast");

        card.locator(".act").click();
        assertThat(page.textContent("#confirm-title")).isEqualTo("End this connection of " + name + "?");
        confirm();
        page.waitForFunction("() => document.querySelectorAll('#found > .connection').length === 1");
        assertThat(cards.textContent()).contains(cluster.hub(1).name());
        Await.until("its reader is told and stays away", DEADLINE, () -> ended.state() == ReaderState.STOPPED);
        assertThat(count("disconnected")).isEqualTo(1);
        assertThat(kept.state()).isNotEqualTo(ReaderState.STOPPED);

        String reason = "operator";
        page.click("#reasons .chip:has-text('" + reason + "')");
        page.waitForSelector("#ending-rows tr:has-text('" + name + "')");
        assertThat(page.locator("#ending-rows tr:not([data-reason=" + reason + "])")
                        .count())
                .isZero();
    }

    @Test
    void aNodeIsDrainedOverToTheOthersAndTakenBack() {
        JarProcess drained = cluster.hub(1);
        connect(name, List.of(drained.uri(), cluster.hub(0).uri()));
        awaitWelcomes(1);
        awaitLive();
        row(drained).locator(".act:visible").click();
        page.waitForSelector("#confirm:has-text('becomes unready')");
        page.click("#confirm-no");
        assertThat(drained.isReady())
                .as("nothing is done that was not confirmed")
                .isTrue();

        row(drained).locator(".act:visible").click();
        confirm();
        row(drained).locator(".badge[data-state=draining]").waitFor();
        Await.until("its connections are elsewhere", DEADLINE, () -> counted(drained, "hub_connections") == 0);
        assertThat(drained.isReady()).isFalse();
        assertThat(drained.isAlive()).isTrue();
        Await.until("the console shows it", DEADLINE, () -> shown(drained, "connections") == 0);

        row(drained).locator(".act:visible").click();
        confirm();
        row(drained).locator(".badge[data-state=ready]").waitFor();
        assertThat(drained.isReady()).isTrue();
    }

    @Test
    void aDeadLetterIsAskedAgainAndAnotherIsDiscarded() {
        Letters letters = new Letters(cluster.prefix());
        String dead = letters.of(name, "What is this?", "a bug <b>in</b> a test");
        Locator letter = page.locator("#letter-list .letter", named(dead));
        letter.waitFor();
        assertThat(letter.locator(".cause").textContent()).isEqualTo("a bug <b>in</b> a test");
        letter.locator(".act").first().click();
        page.waitForSelector("#letters-done:has-text('" + name + "')");
        letter.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        Await.until("it is answered", DEADLINE, () -> Http.get(cluster.hub(0).uri(), "/api/sse/chat/" + name)
                .path("messages")
                .valueStream()
                .anyMatch(message -> message.path("state").asString().equals("completed")
                        && message.path("question").asString().equals("What is this?")));

        letters.expired(name);
        Locator expired = page.locator("#letter-list .letter", named("gone-" + name));
        expired.waitFor();
        expired.locator(".act").first().click();
        expired.locator(".trouble:has-text('question_expired')").waitFor();
        expired.locator(".act").last().click();
        confirm();
        expired.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void whileNothingComesItSaysHowOldItsFiguresAre() {
        awaitLive();
        cluster.hub(2).pause();
        try {
            page.waitForSelector("body[data-state=lost]");
            assertThat(page.textContent("#state-text")).startsWith("Figures are ");
        } finally {
            cluster.hub(2).resume();
        }
        awaitLive();
        assertThat(page.textContent("#state-text")).isEqualTo("Live");
    }

    @Test
    void whoIsRefusedIsToldWhatToDo() {
        page.route("**/api/sse/**", ConsoleIT::refuse);
        page.reload();
        page.waitForSelector("body[data-state=refused]");
        assertThat(page.textContent("#refused-code")).isEqualTo("loopback_only");
        assertThat(page.textContent("#refused-command")).startsWith("ssh -L ");
        assertThat(page.isVisible("#all")).isFalse();
    }

    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(403)
                .setContentType("application/problem+json")
                .setBody("{\"status\":403,\"code\":\"loopback_only\",\"detail\":\"Not from here.\"}"));
    }

    @Test
    void itSpeaksChineseAndKeepsThatInMind() {
        awaitLive();
        page.click("#language");
        assertThat(page.textContent("#nodes-title")).isEqualTo("节点");
        assertThat(row(cluster.hub(0)).locator(".badge").textContent()).isEqualTo("就绪");
        page.reload();
        awaitLive();
        assertThat(page.textContent("#state-text")).isEqualTo("实时");
        assertThat(page.evaluate("() => document.documentElement.lang")).isEqualTo("zh-CN");
    }
}
