package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.ssehub.e2e.fixture.Chromium;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.MeddlingProxy;
import io.ssehub.e2e.fixture.MeddlingProxy.Habit;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page's check of the connection in a real Chromium, and the one with curl, before a hub and behind bad proxies. */
@EnabledIf("hasChromium")
class DoctorIT {
    private static final double PATIENCE_MILLIS = 120_000;
    private static final int TRIES = 5;
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private static JarProcess hub;
    private static Chromium chromium;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    @BeforeAll
    static void start() {
        hub = JarProcess.start(JarLaunch.hub("hub-doctor", RedisFixture.freshPrefix()))
                .awaitReady();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        hub.close();
    }

    /** The dialog after a check of the way by {@code origin}, of the first that finds nothing. */
    private static String verdict(URI origin, String locale, int tries) {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setLocale(locale))) {
            context.setDefaultTimeout(PATIENCE_MILLIS);
            Page page = context.newPage();
            page.navigate(origin.toString());
            page.click("#check");
            String state = outcome(page);
            for (int i = 1; i < tries && !state.equals("healthy"); i++) {
                page.click("#doctor-again");
                state = outcome(page);
            }
            return state + "\n" + page.innerHTML("#doctor-findings");
        }
    }

    private static String outcome(Page page) {
        page.waitForSelector("#doctor[data-state]:not([data-state=running])");
        return page.getAttribute("#doctor", "data-state");
    }

    private static String verdict(MeddlingProxy proxy) {
        return verdict(proxy.uri(), "en-US", 1);
    }

    private static String found(String code) {
        return "data-code=\"" + code + "\"";
    }

    @Test
    void directlyTheConnectionIsFine() {
        // A machine that is busy for seconds looks like a buffer; only one that always is would be one.
        assertThat(verdict(hub.uri(), "zh-CN", TRIES))
                .startsWith("healthy")
                .contains(found("flows"), found("survivesSilence"), found("oneByOne"), found("noProxyTold"))
                .contains("逐个到达");
    }

    @Test
    void behindAProxyThatBuffersItSaysSo() {
        try (MeddlingProxy proxy = MeddlingProxy.before(hub.uri(), Habit.BUFFERS)) {
            assertThat(verdict(proxy))
                    .startsWith("trouble")
                    .contains(found("buffers"), found("proxies"))
                    .doesNotContain(found("compressed"), found("cutWhenSilent"));
        }
    }

    @Test
    void behindAProxyThatCompressesItSaysSo() {
        try (MeddlingProxy proxy = MeddlingProxy.before(hub.uri(), Habit.COMPRESSES)) {
            assertThat(verdict(proxy))
                    .startsWith("trouble")
                    .contains(found("compressed"), "gzip")
                    .doesNotContain(found("cutWhenSilent"));
        }
    }

    @Test
    void behindAProxyThatEndsSilentStreamsItSaysSo() {
        try (MeddlingProxy proxy = MeddlingProxy.before(hub.uri(), Habit.TIRES)) {
            assertThat(verdict(proxy))
                    .startsWith("trouble")
                    .contains(found("cutWhenSilent"))
                    .doesNotContain(found("compressed"));
        }
    }

    @Test
    void theCommandOfThePageShowsTheSame() throws Exception {
        assertThat(command(hub.uri()))
                .contains("sent at", "All sent", "HTTP/1.1 200", "protocol: HTTP/1.1")
                .doesNotContainIgnoringCase("content-encoding");
        try (MeddlingProxy proxy = MeddlingProxy.before(hub.uri(), Habit.COMPRESSES)) {
            assertThat(command(proxy.uri())).contains("All sent").containsIgnoringCase("content-encoding: gzip");
        }
    }

    /** What the first block of the page prints, pasted as it is but for the hub's address and a short silence. */
    private static String command(URI origin) throws IOException, InterruptedException {
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/doctor.md")));
        assertThat(block.find()).as("docs/doctor.md has a command").isTrue();
        ProcessBuilder bash = new ProcessBuilder("bash", "-eu", "-c", block.group(1)).redirectErrorStream(true);
        bash.environment().put("HUB", origin.toString());
        bash.environment().put("SILENCE", "1");
        Process process = bash.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
