package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Visitors of the page where everybody gets an identity of their own, as Compose has it. */
@EnabledIf("hasChromium")
class VisitorsIT {
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String ANSWER = ".message[data-role=answer]";

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Page open(BrowserContext visitor, URI hub) {
        visitor.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = visitor.newPage();
        page.onPageError(errors::add);
        page.navigate(hub.toString());
        page.waitForSelector("#state[data-state=live]");
        return page;
    }

    /** The status a script of this page gets. */
    private static int status(Page page, String path) {
        return ((Number) page.evaluate("path => fetch(path).then(answer => answer.status)", path)).intValue();
    }

    private static String clientOf(Page page) {
        return (String) page.evaluate(
                "() => fetch('/api/sse/identity', { method: 'POST' }).then(a => a.json()).then(a => a.clientId)");
    }

    @Test
    void eachHasAChatOfTheirOwnThatNobodyElseReads() {
        try (Cluster cluster = Cluster.of(1)
                        .workers(1, Duration.ofMillis(20))
                        .hubArgs("--hub.auth.mode=jwt", "--hub.auth.demo-issuer=true")
                        .start();
                Chromium chromium = Chromium.start()) {
            URI hub = cluster.hub(0).uri();
            BrowserContext first = chromium.browser().newContext();
            BrowserContext second = chromium.browser().newContext();
            Page one = open(first, hub);
            one.fill("#question", "What is this?");
            one.press("#question", "Enter");
            one.waitForSelector(ANSWER + "[data-state=completed]");
            String client = clientOf(one);
            assertThat(client).startsWith("web-");
            assertThat(status(one, "/api/sse/conversations/" + client)).isEqualTo(200);
            assertThat((String) one.evaluate("() => document.cookie"))
                    .as("no script reads the token")
                    .isEmpty();

            Page again = open(first, hub);
            again.waitForSelector(ANSWER + "[data-state=completed]");
            assertThat(clientOf(again)).as("the same visitor").isEqualTo(client);

            Page two = open(second, hub);
            assertThat(clientOf(two)).isNotEqualTo(client);
            for (String call : List.of("chat", "conversations", "connect")) {
                assertThat(status(two, "/api/sse/" + call + "/" + client))
                        .as(call)
                        .isEqualTo(403);
            }
            assertThat(two.querySelectorAll(ANSWER)).isEmpty();
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void theConsoleIsForWhoeverBringsATokenOfAnAdministrator() {
        String secret = "a secret of this test, long enough for HS256";
        try (Cluster cluster = Cluster.of(1)
                        .hubArgs("--hub.auth.mode=jwt", "--hub.auth.secret=" + secret)
                        .start();
                Chromium chromium = Chromium.start()) {
            BrowserContext visitor = chromium.browser().newContext();
            visitor.setDefaultTimeout(PATIENCE_MILLIS);
            Page console = visitor.newPage();
            console.onPageError(errors::add);
            console.navigate(cluster.hub(0).uri().resolve("/console").toString());
            console.waitForSelector("body[data-state=refused] #token-form");
            assertThat(console.textContent("#refused-code")).isEqualTo("missing_token");

            console.fill("#token", Tokens.of(secret, "alice", ""));
            console.press("#token", "Enter");
            console.waitForFunction("() => document.querySelector('#refused-code')?.textContent === 'not_admin'");

            console.fill("#token", Tokens.of(secret, "operator", ",\"hub.admin\":true"));
            console.press("#token", "Enter");
            console.waitForSelector("body[data-state=live]");
            assertThat((String) console.evaluate("() => document.cookie")).isEmpty();
            assertThat(errors).isEmpty();
        }
    }
}
