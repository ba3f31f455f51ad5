import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Whether the service in this container is ready: ends with 0 or 1. A class of the JVM that is there anyway, so that the
 * image needs neither curl nor a shell; a bare socket, so that it costs little.
 */
final class Health {
    private static final int TIMEOUT_MILLIS = 3_000;

    private Health() {}

    public static void main(String[] args) throws Exception {
        System.exit(isReady(Integer.parseInt(args[0])) ? 0 : 1);
    }

    static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /actuator/health/readiness HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status != null && status.matches("HTTP/1\\.[01] 200 .*");
        } catch (java.io.IOException notThere) {
            return false;
        }
    }
}
