package io.ssehub.worker.example;

import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.FragmentConsumer;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.ReplyGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Answers by a server that takes the question as a text and says its answer line by line. */
public final class LinesGenerator implements ReplyGenerator {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    public LinesGenerator(URI server) {
        this.server = server;
    }

    @Override
    public Reply generate(Question question, FragmentConsumer fragments)
            throws GenerationException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(question.text()))
                .build();
        // The worker stops an answer by an interrupt, which ends both the wait for the head and that for a line.
        try (BufferedReader lines = open(request)) {
            String line = lines.readLine();
            while (line != null && fragments.offer(line + "\n")) {
                line = lines.readLine();
            }
            return Reply.stop();
        } catch (IOException broken) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // May be tried again, as long as nothing was said.
            throw GenerationException.passing(FailureCode.PROVIDER_UNAVAILABLE, broken, Duration.ZERO);
        }
    }

    private BufferedReader open(HttpRequest request) throws IOException, GenerationException, InterruptedException {
        HttpResponse<InputStream> response = ask(request);
        if (response.statusCode() != 200) {
            response.body().close();
            throw new GenerationException(
                    FailureCode.PROVIDER_REJECTED, new IOException("HTTP " + response.statusCode()));
        }
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<InputStream> ask(HttpRequest request) throws IOException, InterruptedException {
        var asked = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return asked.get();
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            if (asked.state() == Future.State.SUCCESS) {
                // The head has come in this very moment, and with it a body that nobody else would close.
                asked.resultNow().body().close();
            }
            throw stopped;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }
}
