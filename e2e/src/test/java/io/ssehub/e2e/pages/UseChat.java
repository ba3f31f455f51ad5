package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.loadtest.Await;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Somebody at the page of the {@code useChat} sample. */
final class UseChat {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PING_SECONDS = 30;

    private UseChat() {}

    /** Whether what the sample stands on can be had here. */
    static boolean canBeInstalled() {
        try {
            Process ping = new ProcessBuilder("npm", "view", "ai", "version", "--fetch-retries=0")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!ping.waitFor(PING_SECONDS, TimeUnit.SECONDS)) {
                ping.destroy();
                return false;
            }
            return ping.exitValue() == 0;
        } catch (IOException noNpm) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks, reloads while the answer is being written, and sees all of it, once. */
    static void visit(URI at, URI hub) {
        List<String> errors = new ArrayList<>();
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            context.setDefaultTimeout(PATIENCE.toMillis());
            Page page = context.newPage();
            page.onPageError(errors::add);
            page.navigate(at.toString());
            page.fill("input[aria-label=Question]", "What is this?");
            page.click("button[type=submit]");
            page.waitForSelector("main[data-status=streaming] section.assistant p.text");
            page.reload();
            page.waitForSelector("section.assistant p.text");

            String client = String.valueOf(page.evaluate("localStorage.getItem('client')"));
            Await.until(
                    "the answer is whole",
                    PATIENCE,
                    () -> only(hub, client).get("state").asString().equals("completed"));
            String id = only(hub, client).get("id").asString();
            String text = Http.message(hub, client, id).get("text").asString();
            Await.until(
                    () -> "the page shows " + text + " and not " + shown(page) + "; " + errors,
                    PATIENCE,
                    () -> shown(page).equals(List.of(text)));
            page.waitForSelector("main[data-status=ready]");
            assertThat(errors).isEmpty();
        }
    }

    /** The only question there is of this client: nothing was asked again. */
    private static JsonNode only(URI hub, String client) {
        JsonNode messages = Http.get(hub, "/api/sse/chat/" + client).get("messages");
        assertThat(messages.size()).as(messages.toString()).isEqualTo(1);
        return messages.get(0);
    }

    private static List<String> shown(Page page) {
        return page.locator("section.assistant p.text").allTextContents();
    }
}
