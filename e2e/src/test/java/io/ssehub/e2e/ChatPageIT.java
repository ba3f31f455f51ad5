package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.ChatPages;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.PlayedWorker;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;

/** What a person does with the chat page, in a real Chromium: several tabs, stop, ask again, conversations, Markdown. */
@EnabledIf("hasChromium")
class ChatPageIT {
    private static final double PATIENCE_MILLIS = 90_000;
    private static final String ANSWER = ".message[data-role=answer]";
    private static final String QUESTION = ".message[data-role=question]";

    private static ChatPages pages;

    private final List<String> errors = new ArrayList<>();
    private final String client = "reader-" + UUID.randomUUID();
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
        context = pages.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-US")
                        .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = tab(pages.first());
    }

    @AfterEach
    void noScriptFailed() {
        pages.worker().resume();
        context.close();
        assertThat(errors).isEmpty();
    }

    private Page tab(JarProcess node) {
        Page tab = context.newPage();
        tab.onPageError(errors::add);
        tab.navigate(node.uri() + "/?client=" + client);
        tab.waitForSelector("#state[data-state=live]");
        return tab;
    }

    private static void ask(Page tab, String question) {
        tab.fill("#question", question);
        tab.press("#question", "Enter");
    }

    private static void awaitText(Page tab, String text) {
        tab.waitForFunction(
                "expected => [...document.querySelectorAll('" + ANSWER + " .text')].at(-1)?.textContent === expected",
                text);
    }

    private static void awaitState(Page tab, String state) {
        tab.waitForSelector(ANSWER + "[data-state=" + state + "]");
    }

    private static void awaitCount(Page tab, String selector, int count) {
        tab.waitForFunction(
                "([selector, count]) => document.querySelectorAll(selector).length === count",
                List.of(selector, count));
    }

    private JsonNode stored(Page tab) {
        return Http.message(pages.second().uri(), client, tab.getAttribute(ANSWER, "data-id"));
    }

    /** Asks while the worker is paused, and answers in its place. */
    private PlayedWorker askAndPlay(String question) {
        pages.worker().pause();
        ask(page, question);
        page.waitForSelector(QUESTION + "[data-state=sent]");
        return PlayedWorker.begin(pages.prefix(), client);
    }

    @Test
    void twoTabsFollowOneAnswerOneReloadsInItsMiddleAndStopInOneEndsBoth() {
        Page other = tab(pages.second());
        PlayedWorker worker = askAndPlay("What will be stopped?");
        worker.say("One, ");
        worker.say("two, ");
        awaitText(page, "One, two, ");
        awaitText(other, "One, two, ");
        assertThat(other.textContent(QUESTION + " .text")).isEqualTo("What will be stopped?");

        other.reload();
        worker.say("three, ");
        awaitText(other, "One, two, three, ");
        assertThat(other.textContent(QUESTION + " .text")).isEqualTo("What will be stopped?");
        worker.say("four");
        awaitText(page, "One, two, three, four");
        awaitText(other, "One, two, three, four");

        other.click(ANSWER + " .stop");
        awaitState(page, "cancelled");
        awaitState(other, "cancelled");
        assertThat(worker.say(", five")).isEqualTo(new StepResult.Ended(GenerationState.CANCELLED));
        assertThat(stored(page).get("state").asString()).isEqualTo("cancelled");
        String text = stored(page).get("text").asString();
        assertThat(text).isEqualTo("One, two, three, four");
        for (Page tab : List.of(page, other)) {
            assertThat(tab.textContent(ANSWER + " .text")).isEqualTo(text);
            assertThat(tab.isVisible(ANSWER + " .retry")).isTrue();
            assertThat(tab.textContent("#gaps")).isEqualTo("0");
        }
    }

    @Test
    void closingTheOnlyTabStopsNothing() {
        PlayedWorker worker = askAndPlay("Who listens?");
        worker.say("Nobody, ");
        awaitText(page, "Nobody, ");
        page.close();
        assertThat(worker.say("but ")).isInstanceOf(StepResult.Appended.class);
        worker.say("I go on.");
        worker.end();
        page = tab(pages.second());
        awaitText(page, "Nobody, but I go on.");
        awaitState(page, "completed");
    }

    @Test
    void theButtonBesideTheQuestionStopsWhatRuns() {
        PlayedWorker worker = askAndPlay("What will be stopped?");
        worker.say("I have only");
        awaitText(page, "I have only");
        page.waitForSelector("#send[data-mode=stop]");
        assertThat(page.getAttribute("#send", "aria-label")).isEqualTo("Stop");
        page.click("#send");
        awaitState(page, "cancelled");
        page.waitForSelector("#send[data-mode=send]");
    }

    @Test
    void aFailureSaysWhyAndTheQuestionCanBeAskedAgain() {
        PlayedWorker worker = askAndPlay("What did I ask before?");
        worker.say("I was going to");
        worker.fail("rate_limited");
        awaitState(page, "failed");
        assertThat(page.textContent(ANSWER + " .note"))
                .isEqualTo("There are too many questions at the moment. Wait a little, then ask again. rate_limited");
        assertThat(page.textContent(ANSWER + " .text")).isEqualTo("I was going to");

        pages.worker().resume();
        page.click(ANSWER + " .retry");
        awaitCount(page, QUESTION, 2);
        awaitState(page, "completed");
        awaitText(page, "You have not asked anything before this.");
        assertThat(page.locator(QUESTION + " .text").allTextContents())
                .containsExactly("What did I ask before?", "What did I ask before?");
    }

    @Test
    void whatAModelSaysIsNeverReadAsHtml() {
        PlayedWorker worker = askAndPlay("<img src=x onerror='window.harmed=1'>");
        for (String piece : List.of(
                "<img src=x one",
                "rror='window.harmed=1'><script>window.harmed=1</script>\n\n",
                "[a](java",
                "script:window.harmed=1) [b](https://b.example/) <a href='javascript:window.harmed=1'>c</a>\n",
                "```\n</code></pre><script>window.harmed=1</script>\n```\n",
                "| <svg onload='window.harmed=1'> |\n|---|\n")) {
            worker.say(piece);
        }
        worker.end();
        awaitState(page, "completed");
        assertThat(page.evaluate("() => window.harmed ?? 'unharmed'")).isEqualTo("unharmed");
        assertThat(page.locator("#messages :is(img, script, svg, iframe)").count())
                .isZero();
        assertThat(page.evaluate(
                        "() => [...document.querySelectorAll('#messages a')].map(a => a.href + ' ' + a.rel).join()"))
                .isEqualTo("https://b.example/ noopener noreferrer nofollow");
        assertThat(page.textContent(QUESTION + " .text")).isEqualTo("<img src=x onerror='window.harmed=1'>");
        assertThat(page.textContent(ANSWER + " .text")).contains("<script>window.harmed=1</script>");
    }

    @Test
    void markdownIsRenderedAlikeInEveryTabAndItsCodeCanBeCopied() {
        Page other = tab(pages.second());
        ask(page, "Show me some Markdown");
        awaitState(page, "completed");
        awaitState(other, "completed");
        String rendered = "() => document.querySelector('" + ANSWER + " .text').innerHTML";
        assertThat(other.evaluate(rendered)).isEqualTo(page.evaluate(rendered));
        page.reload();
        awaitState(page, "completed");
        assertThat(other.evaluate(rendered)).isEqualTo(page.evaluate(rendered));
        assertThat(page.locator(ANSWER + " :is(h4, strong, em, del, ol, ul, blockquote, pre, table, a)")
                        .count())
                .isGreaterThanOrEqualTo(10);

        page.click(ANSWER + " .copy");
        page.waitForFunction("() => document.querySelector('.copy').textContent === 'Copied'");
        String text = stored(page).get("text").asString();
        String code = text.substring(text.indexOf("```js\n") + 6, text.indexOf("\n```\n") + 1);
        assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(code);
    }

    @Test
    void conversationsAreListedChosenRememberedAndDeleted() {
        ask(page, "Hello!");
        awaitState(page, "completed");
        ask(page, "What did I ask before?");
        awaitText(page, "You have asked: “Hello!”.");
        assertThat(page.getAttribute(".turn:last-child .meta", "data-asked"))
                .as("asked one node, listened to another")
                .isNotEqualTo(page.getAttribute("#state", "data-node"));

        page.click("#begin");
        awaitCount(page, ".turn", 0);
        ask(page, "What have I asked you?");
        awaitText(page, "You have not asked anything before this.");
        awaitCount(page, "#conversation-list li", 2);
        assertThat(page.locator("#conversation-list .title").allTextContents())
                .containsExactly("What have I asked you?", "Hello!");
        assertThat(page.textContent(".entry[aria-current] .title")).isEqualTo("What have I asked you?");

        page.reload();
        awaitText(page, "You have not asked anything before this.");
        awaitCount(page, "#conversation-list li", 2);

        page.click("li[data-id=default] .entry");
        awaitText(page, "You have asked: “Hello!”.");
        awaitCount(page, ".turn", 2);

        page.click("li[data-id=default] .remove");
        page.click("#confirm-remove");
        awaitCount(page, "#conversation-list li", 1);
        awaitCount(page, ".turn", 0);
        JsonNode left = Http.get(pages.second().uri(), "/api/sse/conversations/" + client);
        assertThat(left.get("conversations")).hasSize(1);
    }
}
