package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Ports;
import io.ssehub.protocol.fixture.RedisFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page in a real Chromium, against two hubs and a worker that takes its time. */
@EnabledIf("hasChromium")
class BrowserIT {
    private static final double PATIENCE_MILLIS = 90_000;
    private static final List<String> ARGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final String ANSWER = ".message[data-role=answer]";

    private static final String PREFIX = RedisFixture.freshPrefix();
    private static JarProcess first;
    private static JarProcess second;
    private static JarProcess worker;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> errors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    static boolean hasChromium() {
        return chromium().isPresent();
    }

    private static Optional<Path> chromium() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(path.split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeAll
    static void start() {
        int firstPort = Ports.free();
        int secondPort = Ports.free();
        String origins = "--hub.http.cors-origins=http://localhost:" + firstPort + ",http://localhost:" + secondPort;
        first = JarProcess.start(JarLaunch.hub("hub-1", PREFIX)
                .at(firstPort)
                .with(origins, "--hub.page.peers.hub-2=http://localhost:" + secondPort));
        second = JarProcess.start(JarLaunch.hub("hub-2", PREFIX)
                .at(secondPort)
                .with(origins, "--hub.page.peers.hub-1=http://localhost:" + firstPort));
        worker = JarProcess.start(JarLaunch.worker("worker-browser", PREFIX, Duration.ofMillis(200)));
        List.of(first, second, worker).forEach(JarProcess::awaitReady);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium().orElseThrow())
                        .setArgs(ARGS));
    }

    @AfterAll
    static void stop() {
        playwright.close();
        List.of(first, second, worker).forEach(JarProcess::close);
    }

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(first.uri().toString());
        page.waitForSelector("#state[data-state=live]");
    }

    @AfterEach
    void noScriptFailed() {
        context.close();
        assertThat(errors).isEmpty();
    }

    private void ask(String question) {
        page.fill("#question", question);
        page.press("#question", "Enter");
    }

    private void awaitTextLongerThan(int characters) {
        page.waitForFunction(
                "least => (document.querySelector('" + ANSWER + " .text')?.textContent.length ?? 0) > least",
                characters);
    }

    private void awaitCompleted() {
        page.waitForSelector(ANSWER + "[data-state=completed]");
    }

    private String shownText() {
        return page.textContent(ANSWER + " .text");
    }

    private String storedText() {
        String client = (String) page.evaluate(
                "() => Object.values(localStorage).map(v => v.replaceAll('\"', '')).find(v => v.startsWith('web-'))");
        String id = page.getAttribute(ANSWER, "data-id");
        return Http.message(second.uri(), client, id).get("text").asString();
    }

    @Test
    void anAnswerThatIsCutInTheMiddleGoesOnOnTheOtherNode() {
        ask("What is this?");
        awaitTextLongerThan(40);
        String before = page.getAttribute("#state", "data-node");
        page.click("#cut");
        page.waitForSelector(".break[data-kind=cut][data-done=true]");
        awaitCompleted();
        assertThat(page.getAttribute("#state", "data-node")).isNotEqualTo(before);
        assertThat(shownText()).isNotEmpty().isEqualTo(storedText());
        assertThat(page.textContent("#gaps")).isEqualTo("0");
    }

    @Test
    void anAnswerSurvivesAReloadInItsMiddle() {
        ask("为什么断线后什么都不会丢？");
        awaitTextLongerThan(10);
        page.reload();
        page.waitForSelector("#state[data-state=live]");
        awaitCompleted();
        assertThat(shownText()).isNotEmpty().isEqualTo(storedText());
    }

    @Test
    void anUnmodifiedEventSourceEndsAfterThePoemByItself() {
        Object read = page.evaluate("""
                () => new Promise(resolve => {
                  const source = new EventSource('/sse/stream');
                  const pieces = []; let opened = 0; let pings = 0;
                  source.onopen = () => opened++;
                  source.addEventListener('ping', () => pings++);
                  source.onmessage = event => pieces.push(JSON.parse(event.data).content);
                  source.onerror = () => { if (source.readyState === EventSource.CLOSED)
                    resolve(pieces.join('') + '|' + opened + '|' + pings); };
                })""");
        assertThat(read).isEqualTo("床前明月光，疑是地上霜。举头望明月，低头思故乡。|1|1");
    }

    @Test
    void aPlainEventSourceResumesSeveralChannelsOnAnotherConnection() {
        String got = (String) page.evaluate("""
                async () => {
                  const post = body => fetch('/api/sse/publish', {method: 'POST',
                    headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
                  const seen = []; let id = '';
                  const listen = url => new Promise(resolve => {
                    const source = new EventSource(url);
                    source.addEventListener('systemMessage', event => { id = event.lastEventId; resolve(source); });
                    source.addEventListener('tick', event => { seen.push(event.data); id = event.lastEventId; });
                    source.addEventListener('gap', event => seen.push('gap'));
                  });
                  const until = count => new Promise(resolve => {
                    const look = () => seen.length >= count ? resolve() : setTimeout(look, 10); look(); });
                  const source = await listen('/api/sse/connect/plain?topics=a,b');
                  await post({topic: 'a', event: 'tick', data: 1}); await post({topic: 'b', event: 'tick', data: 2});
                  await until(2);
                  source.close();
                  await post({topic: 'b', event: 'tick', data: 3}); await post({broadcast: true, event: 'tick', data: 4});
                  await post({topic: 'a', event: 'tick', data: 5});
                  await listen('/api/sse/connect/plain?topics=b,a&lastEventId=' + encodeURIComponent(id));
                  await until(5);
                  return seen.sort().join('');
                }""");
        assertThat(got).isEqualTo("12345");
    }
}
