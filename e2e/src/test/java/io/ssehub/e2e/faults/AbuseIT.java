package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Abuser;
import io.ssehub.e2e.fixture.BulkPublisher;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Guest;
import io.ssehub.e2e.fixture.HaProxy;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Jvm;
import io.ssehub.e2e.fixture.ReaderGroup;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.latency.LatencySummary;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Everything a stranger can do to a hub from outside, with its limits as they are shipped: those who behave well, at another
 * address, are never refused and lose nothing, and afterwards the hub holds no more than before. At full size they hardly wait
 * longer, too.
 */
class AbuseIT {
    private static final int CONNECTIONS = 2_000;
    private static final int SLOW = Scale.of(40, 400);
    private static final int MALFORMED = Scale.of(1_000, 10_000);
    private static final int GIANTS = Scale.of(20, 200);
    private static final int ENDLESS = Scale.of(8, 40);
    private static final int CHURN_PER_SECOND = 1_000;
    private static final Duration CHURN = Duration.ofSeconds(Scale.of(2, 20));
    private static final int PIPELINES = Scale.of(20, 200);
    private static final int RESETS = Scale.of(100, 1_000);

    // How many begin in a second: at full size no more than leaves the machine, on which all of it runs, time for the
    // hub.
    private static final int FEW = Scale.of(0, 10);
    private static final int MANY = Scale.of(0, 100);
    private static final int MOST = Scale.of(0, 400);
    private static final Duration TRICKLE = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BYTES = 200;
    private static final int DESCRIPTORS = 10;
    private static final double HEAP = 1.1;
    private static final double SLOWER = 3;
    private static final Duration QUIET = Scale.of(Duration.ZERO, Duration.ofSeconds(15));
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final String POST =
            "POST /api/sse/publish HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "4000\r\n" + " ".repeat(0x4000) + "\r\n";

    private static final List<String> RUBBISH = List.of(
            "\r\n\r\n\r\n",
            "\0\1\2\3\r\n\r\n",
            "\26\3\1\2\0\1\0\1\374\3\3",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nx: \0\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /;a/../b HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /api/sse/connect/a?topics=%ff%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
            "BREW /api/sse/publish HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=\1;;;=\r\n\r\n",
            "DELETE /api/sse/cookie HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 6\r\n\r\na=%zz&",
            POST + "Content-Length: -1\r\n\r\n",
            POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
            POST + "Content-Length: 5\r\n" + CHUNKED + "0\r\n\r\n",
            POST + CHUNKED + "zz\r\n",
            POST + CHUNKED + "ffffffffffffffff\r\n",
            POST + "Expect: wonders\r\nContent-Length: 1\r\n\r\n1",
            POST + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            POST + "Content-Length: 2\r\n\r\n{]");

    private static final List<String> ENDLESS_BODIES = List.of(
            POST + CHUNKED,
            "DELETE /api/sse/cookie HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + CHUNKED,
            "POST /api/sse/identity HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n" + CHUNKED,
            "POST /api/sse/chat/a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + CHUNKED);

    private final AtomicInteger addresses = new AtomicInteger();

    /** The first of so many addresses that nobody has used. */
    private int fresh(int count) {
        return addresses.getAndAdd(count);
    }

    private void abuse(Abuser abuser, int parts, Duration churn, Consumer<String> done) throws IOException {
        Random random = new Random(4711);
        hold(abuser, CONNECTIONS / parts);
        done.accept("connections that say nothing");
        abuser.attack(SLOW / parts, MANY, fresh(4), 4, socket -> {
            Abuser.say(socket, "GET / HTTP/1.1\r\nHost: a\r\nx: ");
            Abuser.sayForEver(socket, "a", TRICKLE);
        });
        done.accept("slow heads");
        abuser.attack(SLOW / parts, MANY, fresh(4), 4, socket -> {
            Abuser.say(socket, POST + CHUNKED);
            Abuser.sayForEver(socket, "1\r\n \r\n", TRICKLE);
        });
        done.accept("slow bodies");
        abuser.attack(MALFORMED / parts, MOST, fresh(100), 100, socket -> {
            int which = random.nextInt(RUBBISH.size() + 5);
            Abuser.say(socket, which < RUBBISH.size() ? RUBBISH.get(which) : noise(random));
            socket.shutdownOutput();
            Abuser.hearOut(socket);
        });
        done.accept("malformed heads");
        abuser.attack(GIANTS / parts, FEW, fresh(4), 4, socket -> {
            Abuser.say(socket, "GET / HTTP/1.1\r\nHost: a\r\n");
            Abuser.sayForEver(socket, "x: " + "a".repeat(8_000) + "\r\n", Duration.ZERO);
        });
        done.accept("giant heads");
        for (String head : ENDLESS_BODIES) {
            abuser.attack(Math.max(1, ENDLESS / ENDLESS_BODIES.size() / parts), FEW, fresh(1), 1, socket -> {
                Abuser.say(socket, head);
                Abuser.sayForEver(socket, CHUNK, Duration.ZERO);
            });
        }
        done.accept("endless bodies");
        abuser.churn(CHURN_PER_SECOND, churn, Abuser.address(fresh(1)));
        done.accept("coming and going");
        abuser.attack(PIPELINES / parts, FEW, fresh(4), 4, socket -> {
            Abuser.say(socket, "GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50) + noise(random));
            Abuser.hearOut(socket);
        });
        abuser.attack(PIPELINES / parts, FEW, fresh(4), 4, socket -> {
            Abuser.say(
                    socket,
                    "GET /api/sse/connect/pipelined HTTP/1.1\r\nHost: a\r\n\r\n"
                            + noise(random).repeat(20));
            socket.getInputStream().readNBytes(100);
        });
        done.accept("pipelined rubbish");
        abuser.attack(RESETS / parts, MANY, fresh(4), 4, socket -> {
            Abuser.say(socket, "GET /api/sse/connect/reset-" + random.nextInt(10) + " HTTP/1.1\r\nHost: a\r\n\r\n");
            socket.getInputStream().readNBytes(600);
            Abuser.reset(socket);
        });
        done.accept("resets in mid-frame");
    }

    /** Connections from one address that say nothing. */
    private void hold(Abuser abuser, int count) throws IOException {
        String from = Abuser.address(fresh(1));
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(abuser.connect(from));
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    /** Streams from one address by way of the balancer, until there are too many; another address gets one meanwhile. */
    private void flood(Abuser abuser, Cluster cluster) throws IOException {
        String from = Abuser.address(fresh(1));
        List<Socket> held = new ArrayList<>();
        try {
            String answer = "";
            while (!answer.contains(" 429 ") && held.size() < CONNECTIONS) {
                held.add(abuser.connect(from));
                answer = stream(held.getLast(), "flood-" + held.size() / 10);
            }
            assertThat(answer).as("after %s streams", held.size()).contains(" 429 ");
            assertThat(exceeded(cluster, "address_streams", "connects")).isPositive();
            try (Socket other = abuser.connect(Abuser.address(fresh(1)))) {
                assertThat(stream(other, "elsewhere")).contains(" 200 ");
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    /** Asks for a stream; what the answer begins with. */
    private static String stream(Socket socket, String client) throws IOException {
        Abuser.say(socket, "GET /api/sse/connect/" + client + " HTTP/1.1\r\nHost: a\r\n\r\n");
        return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(1, 300); i > 0; i--) {
            noise.append((char) random.nextInt(256));
        }
        return noise.append("\r\n\r\n").toString();
    }

    /** Broadcasts to those who behave well, all the time. */
    private static Thread broadcasting(BulkPublisher publisher) {
        return Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                publisher.publish(ChannelName.broadcast(), 1, BYTES);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    private static double exceeded(Cluster cluster, String... limits) {
        double sum = 0;
        for (String limit : limits) {
            sum += cluster.total("hub_limits_exceeded_total", "limit", limit);
        }
        return sum;
    }

    @Test
    void nobodyElseNoticesAndNothingIsLeftOfIt() throws Exception {
        try (Cluster cluster = Cluster.of(1)
                        .hubJvm("-XX:TieredStopAtLevel=" + Scale.of(1, 4))
                        .onOnePort()
                        .hubArgs(
                                "--hub.http.trusted-proxies=127.0.0.1",
                                "--hub.limits.streams-per-client=100",
                                "--hub.limits.streams-per-address=500",
                                "--hub.limits.sockets-per-address=1000",
                                "--hub.limits.connects-per-second=50",
                                "--hub.limits.questions-per-minute=60",
                                "--hub.limits.publishes-per-second=1000",
                                "--hub.http.head-timeout=" + Scale.of("2s", "10s"),
                                "--hub.http.body-timeout=" + Scale.of("2s", "10s"))
                        .start();
                HaProxy proxy = HaProxy.before(cluster.uris());
                Crowd crowd = new Crowd(cluster)) {
            JarProcess hub = cluster.hub(0);
            Abuser abuser = new Abuser(hub.uri());
            ReaderGroup readers = crowd.open(5, i -> Subscription.of("good-" + i), ReaderOptions.defaults());
            Thread broadcasting = broadcasting(crowd.publisher("p"));
            try (Guest guest = Guest.of(hub.uri())) {
                // What is done for the first time is loaded and kept.
                abuse(abuser, 10, Duration.ofSeconds(1), phase -> {});
                guest.awaitVisits(3);
                settled(cluster);
                long descriptors = hub.descriptors();
                long heap = Jvm.of(hub).liveHeapBytes();
                int logged = hub.log().length();
                LatencySummary quietBefore = quiet(readers);

                long began = System.nanoTime();
                List<LatencySummary> phases = new ArrayList<>();
                abuse(abuser, 1, CHURN, phase -> {
                    phases.add(readers.latencies().take());
                    Times.record("p99 under " + phase, millis(phases.getLast()), "ms", sizes(phases.getLast()));
                });
                Times.record("abuse", Duration.ofNanos(System.nanoTime() - began), "all of it, 1 hub");
                flood(new Abuser(proxy.uri()), cluster);
                guest.awaitVisits(3);

                assertThat(guest.complaints()).isEmpty();
                assertThat(exceeded(cluster, "address_sockets", "address_connects"))
                        .as("closed at the door")
                        .isGreaterThan(CONNECTIONS / 2.0 + CHURN.toSeconds() * CHURN_PER_SECOND / 2.0);
                assertThat(exceeded(cluster, "slow_head")).isGreaterThanOrEqualTo(SLOW);
                assertThat(exceeded(cluster, "slow_body")).isGreaterThanOrEqualTo(SLOW);
                assertThat(exceeded(cluster, "head")).isGreaterThanOrEqualTo(GIANTS);
                assertThat(exceeded(cluster, "body")).isPositive();
                settled(cluster);
                Await.until(
                        () -> "descriptors are back: " + descriptorsOf(hub) + " of " + descriptors,
                        DEADLINE,
                        () -> descriptorsOf(hub) <= descriptors + DESCRIPTORS);
                Await.until(
                        () -> "the heap is back: " + Jvm.of(hub).liveHeapBytes() + " of " + heap,
                        DEADLINE,
                        () -> Jvm.of(hub).liveHeapBytes() <= heap * HEAP);
                String log = hub.log().substring(logged);
                assertThat(log.lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                        .isEmpty();
                assertThat(log).doesNotContain("\tat ").doesNotContain("Exception");
                compare(quietBefore, quiet(readers), phases);
            } finally {
                broadcasting.interrupt();
                broadcasting.join();
            }
            readers.awaitCaughtUp();
            assertThat(readers.readers()).as("nobody was cut off").allMatch(reader -> reader.welcomes() == 1);
            assertThat(crowd.verdict().isClean())
                    .as(() -> crowd.verdict().toString())
                    .isTrue();
        }
    }

    /** Waits until nobody is there but those who behave well. */
    private static void settled(Cluster cluster) {
        Await.until(
                () -> "strangers are gone: " + cluster.total("hub_connections"),
                DEADLINE,
                () -> cluster.total("hub_connections") <= 6);
    }

    private static long descriptorsOf(JarProcess hub) {
        try {
            return hub.descriptors();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How long events take while nobody does harm; at full size only. */
    private static LatencySummary quiet(ReaderGroup readers) throws InterruptedException {
        readers.latencies().take();
        Thread.sleep(QUIET);
        LatencySummary summary = readers.latencies().take();
        Times.record("p99 while nobody does harm", millis(summary), "ms", sizes(summary));
        return summary;
    }

    private static double millis(LatencySummary summary) {
        return summary.p99().toNanos() / 1e6;
    }

    private static String sizes(LatencySummary summary) {
        return summary.count() + " deliveries";
    }

    /** No kind of abuse makes readers wait; at full size only, on a machine with nothing else to do. */
    private static void compare(LatencySummary before, LatencySummary after, List<LatencySummary> phases) {
        if (Scale.isFull()) {
            double quiet = Math.max(millis(before), millis(after));
            double worst = phases.stream().mapToDouble(AbuseIT::millis).max().orElseThrow();
            assertThat(worst).as("quiet %s, then %s", quiet, phases).isLessThanOrEqualTo(SLOWER * quiet);
        }
    }
}
