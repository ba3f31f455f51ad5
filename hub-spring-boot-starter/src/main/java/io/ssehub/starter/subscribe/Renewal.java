package io.ssehub.starter.subscribe;

import io.ssehub.starter.token.HubTokenSupplier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a stream go on with another token when its own ends soon. If that cannot be done, the stream ends with its token, and the next
 * connection shows another one.
 */
final class Renewal {
    private static final Logger log = LoggerFactory.getLogger(HubSubscriber.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ACCEPTED = 202;
    private static final Pattern CONNECTION = Pattern.compile("\"connection\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient http;
    private final URI address;
    private final HubTokenSupplier tokens;

    Renewal(HttpClient http, URI address, HubTokenSupplier tokens) {
        this.http = http;
        this.address = address;
        this.tokens = tokens;
    }

    /** Asks for a token and hands it in, on a thread of its own: meanwhile the stream is read. */
    void onExpiring(ReceivedEvent event) {
        Matcher connection = CONNECTION.matcher(event.data());
        if (connection.find()) {
            Thread.ofVirtual().name("hub-subscriber-renewal").start(() -> renew(connection.group(1)));
        }
    }

    private void renew(String connection) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + tokens.token(true))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"connection\":\"" + connection + "\"}"))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != ACCEPTED) {
                log.debug("the token was not renewed: {} {}", answer.statusCode(), answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.debug("the token was not renewed", e);
        }
    }
}
