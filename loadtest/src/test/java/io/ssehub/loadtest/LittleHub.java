package io.ssehub.loadtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of event streams that does what it should unless it is told otherwise: {@code GET /sub/a,b} listens,
 * {@code POST /pub/a} publishes, and a {@code Last-Event-ID} is gone on from. Its first word says that one listens.
 */
public final class LittleHub implements AutoCloseable {
    /** How many times in a row a stream carries an event: 1 unless it is to go wrong. */
    @FunctionalInterface
    public interface Fault {
        int times(long sequence);
    }

    private static final String WELCOME = "data: {\"welcome\":true}";

    private record Entry(String channel, String data) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    // Guarded by this.
    private final List<Entry> log = new ArrayList<>();
    private Fault fault = _ -> 1;
    private boolean swapping;
    private boolean refusing;

    public LittleHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        server.setExecutor(threads);
        server.createContext("/pub/", this::publish);
        server.createContext("/sub/", this::subscribe);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What goes wrong from now on. */
    public synchronized LittleHub fault(Fault wrong) {
        fault = wrong;
        return this;
    }

    /** Every pair of events leaves the other way round. */
    public synchronized LittleHub swapping() {
        swapping = true;
        return this;
    }

    /** Publications are refused. */
    public synchronized LittleHub refusing() {
        refusing = true;
        return this;
    }

    private void publish(HttpExchange exchange) throws IOException {
        String channel = exchange.getRequestURI().getPath().substring("/pub/".length());
        String data = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        synchronized (this) {
            status = refusing ? 400 : 202;
            if (!refusing) {
                log.add(new Entry(channel, data));
                notifyAll();
            }
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void subscribe(HttpExchange exchange) throws IOException {
        Set<String> channels = Set.of(
                exchange.getRequestURI().getPath().substring("/sub/".length()).split(","));
        String from = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        int next = from == null ? size() : Integer.parseInt(from);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            // The head goes out with the first bytes.
            out.write((WELCOME + "\n\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (true) {
                int step = awaitMore(next);
                for (int i = 0; i < step; i++) {
                    int at = step == 2 ? next + 1 - i : next;
                    write(out, at, channels, next + step);
                }
                next += step;
                out.flush();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int size() {
        return log.size();
    }

    private synchronized int awaitMore(int next) throws InterruptedException {
        int step = swapping ? 2 : 1;
        while (log.size() < next + step) {
            wait();
        }
        return step;
    }

    private void write(OutputStream out, int at, Set<String> channels, int id) throws IOException {
        Entry entry;
        int times;
        synchronized (this) {
            entry = log.get(at);
            times = fault.times(at + 1L);
        }
        for (int i = 0; i < times && channels.contains(entry.channel()); i++) {
            out.write(("id: " + id + "\ndata: " + entry.data() + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
