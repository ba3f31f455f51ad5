package io.ssehub.hub.publish;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.BadRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a batch, read as a whole before anything is done with them. */
final class BatchBody {
    /**
     * A line that is not blank.
     *
     * @param number from 1, blank ones counted
     */
    record Line(int number, byte[] json) {}

    private BatchBody() {}

    /**
     * Reads them all.
     *
     * @throws ApiException if there are none, too many, or too many bytes
     */
    static List<Line> read(HttpServletRequest request, PublishProperties limits) throws IOException {
        int most = Math.toIntExact(limits.batchSize().toBytes());
        if (request.getContentLengthLong() > most) {
            throw ApiException.bodyTooLarge(most);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw ApiException.bodyTooLarge(most);
        }
        List<Line> lines = lines(body);
        if (lines.isEmpty()) {
            throw BadRequests.unreadable(null);
        }
        if (lines.size() > limits.batchLines()) {
            throw ApiException.invalid("lines", "must not be more than " + limits.batchLines(), limits.batchLines());
        }
        return lines;
    }

    private static List<Line> lines(byte[] body) {
        List<Line> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                byte[] line = new byte[i - start];
                System.arraycopy(body, start, line, 0, line.length);
                if (!isBlank(line)) {
                    lines.add(new Line(number, line));
                }
                number++;
                start = i + 1;
            }
        }
        return lines;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
