package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.ChatPages;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Http;
import java.util.ArrayList;
import java.util.List;
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
    private static final String ANSWER = ".message[data-role=answer]";

    private static ChatPages pages;

    private final List<String> errors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    @BeforeAll
    static void start() {
        pages = ChatPages.start();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @BeforeEach
    void open() {
        context = pages.browser().newContext(new Browser.NewContextOptions().setLocale("en-US"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(pages.first().uri().toString());
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
        return Http.message(pages.second().uri(), client, id).get("text").asString();
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
