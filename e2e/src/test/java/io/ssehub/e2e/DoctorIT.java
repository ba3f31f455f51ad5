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
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page's check of the connection in a real Chromium, and the one with curl, before a hub and behind bad proxies. */
@EnabledIf("hasChromium")
class DoctorIT {
    private static final double PATIENCE_MILLIS = 120_000;
    private static final int TRIES = 5;

    private static final Map<Habit, MeddlingProxy> PROXIES = new EnumMap<>(Habit.class);
    private static final Map<Habit, Check> CHECKS = new EnumMap<>(Habit.class);

    private static JarProcess hub;
    private static Chromium chromium;
    private static Check direct;

    static boolean hasChromium() {
        return Chromium.path().isPresent();
    }

    /** Begins all checks by the page, as each takes its time. */
    @BeforeAll
    static void start() {
        hub = JarProcess.start(JarLaunch.hub("hub-doctor", RedisFixture.freshPrefix()))
                .awaitReady();
        chromium = Chromium.start();
        for (Habit habit : Habit.values()) {
            MeddlingProxy proxy = MeddlingProxy.before(hub.uri(), habit);
            PROXIES.put(habit, proxy);
            CHECKS.put(habit, Check.begin(proxy.uri(), "en-US"));
        }
        direct = Check.begin(hub.uri(), "zh-CN");
    }

    @AfterAll
    static void stop() {
        chromium.close();
        PROXIES.values().forEach(MeddlingProxy::close);
        hub.close();
    }

    /** A visit to the page whose dialog checks the way. */
    private record Check(Page page) {
        static Check begin(URI origin, String locale) {
            BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions().setLocale(locale));
            context.setDefaultTimeout(PATIENCE_MILLIS);
            Page page = context.newPage();
            page.navigate(origin.toString());
            page.click("#check");
            return new Check(page);
        }

        String state() {
            page.waitForSelector("#doctor[data-state]:not([data-state=running])");
            return page.getAttribute("#doctor", "data-state");
        }

        Check again() {
            page.click("#doctor-again");
            return this;
        }

        /** What the dialog says in the end. */
        String verdict() {
            return state() + "\n" + page.innerHTML("#doctor-findings");
        }
    }

    private static String found(String code) {
        return "data-code=\"" + code + "\"";
    }

    @Test
    void directlyTheConnectionIsFine() {
        // A machine that is busy for seconds looks like a buffer; only one that always is would be one.
        for (int i = 1; i < TRIES && !direct.state().equals("healthy"); i++) {
            direct.again();
        }
        assertThat(direct.verdict())
                .startsWith("healthy")
                .contains(found("flows"), found("survivesSilence"), found("oneByOne"), found("noProxyTold"))
                .contains("逐个到达");
    }

    @Test
    void behindAProxyThatBuffersItSaysSo() {
        assertThat(CHECKS.get(Habit.BUFFERS).verdict())
                .startsWith("trouble")
                .contains(found("buffers"), found("proxies"))
                .doesNotContain(found("compressed"), found("cutWhenSilent"));
    }

    @Test
    void behindAProxyThatCompressesItSaysSo() {
        assertThat(CHECKS.get(Habit.COMPRESSES).verdict())
                .startsWith("trouble")
                .contains(found("compressed"), "gzip")
                .doesNotContain(found("cutWhenSilent"));
    }

    @Test
    void behindAProxyThatEndsSilentStreamsItSaysSo() {
        assertThat(CHECKS.get(Habit.TIRES).verdict())
                .startsWith("trouble")
                .contains(found("cutWhenSilent"))
                .doesNotContain(found("compressed"));
    }

    @Test
    void theCommandOfThePageShowsTheSame() throws Exception {
        Process plain = command(hub.uri());
        Process compressed = command(PROXIES.get(Habit.COMPRESSES).uri());
        assertThat(printed(plain))
                .contains("sent at", "All sent", "HTTP/1.1 200", "protocol: HTTP/1.1")
                .doesNotContainIgnoringCase("content-encoding");
        assertThat(printed(compressed)).contains("All sent").containsIgnoringCase("content-encoding: gzip");
    }

    /** The first block of the page, pasted as it is but for the hub's address and a short silence. */
    private static Process command(URI origin) throws IOException {
        ProcessBuilder bash = new ProcessBuilder(
                        "bash",
                        "-eu",
                        "-c",
                        io.ssehub.e2e.pages.Page.of("docs/doctor.md").commands(1))
                .redirectErrorStream(true);
        bash.environment().put("HUB", origin.toString());
        bash.environment().put("SILENCE", "1");
        return bash.start();
    }

    private static String printed(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
