package io.ssehub.loadtest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that reads requests and lets the test write every byte of the answers. */
public final class ScriptedServer implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 60;

    /** Connections the kernel may hold until they are taken: thousands of readers may come at once. */
    private static final int ACCEPT_QUEUE = 4096;

    private final ServerSocket listening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final Thread accepting;

    public ScriptedServer() throws IOException {
        listening = new ServerSocket(0, ACCEPT_QUEUE, InetAddress.getLoopbackAddress());
        accepting = Thread.ofVirtual().start(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Blocks until the next request is here. */
    public Exchange next() throws InterruptedException {
        Exchange exchange = exchanges.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no request within " + DEADLINE_SECONDS + " s");
        }
        return exchange;
    }

    /** How many requests are here that the test has not taken. */
    public int waiting() {
        return exchanges.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        try {
            // The port stays open as long as somebody waits at it.
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> read(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void read(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.write(next);
            }
            Exchange request = new Exchange(
                    head.toString(StandardCharsets.ISO_8859_1).lines().toList(), "", socket, in);
            String length = request.header("Content-Length");
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            exchanges.add(new Exchange(request.head(), new String(body, StandardCharsets.UTF_8), socket, in));
        } catch (IOException e) {
            // The client went away before it had asked.
        }
    }

    /** One request and the connection to answer it on. */
    public record Exchange(List<String> head, String body, Socket socket, InputStream in) {
        public String target() {
            return head.getFirst().split(" ", -1)[1];
        }

        /** The header's value, empty when there is none. */
        public String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse("");
        }

        /** Opens an event stream that ends with the connection. */
        public Exchange stream() {
            return send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\nConnection: close\r\n\r\n");
        }

        public Exchange streamInChunks() {
            return send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public void answer(int status, String contentType, String body) {
            send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + contentType + "\r\nConnection: close\r\n"
                    + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
            close();
        }

        public Exchange send(String text) {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        public Exchange send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends one HTTP chunk. */
        public Exchange chunk(byte[] bytes) {
            return send(Integer.toHexString(bytes.length) + "\r\n").send(bytes).send("\r\n");
        }

        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the client has said nothing of an end so far. */
        public boolean isOpen() {
            try {
                socket.setSoTimeout(1);
                return in.read() >= 0;
            } catch (SocketTimeoutException nothing) {
                return true;
            } catch (IOException reset) {
                return false;
            }
        }

        /** Blocks until the client has ended the connection, and says whether it did so with a reset. */
        public boolean awaitReset() {
            try {
                socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
                while (in.read() >= 0) {
                    continue;
                }
                return false;
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the client did not end the connection", e);
            } catch (IOException e) {
                return true;
            }
        }
    }
}
