package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.starter.token.HubTokenSupplier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The call that publishes an event. A token that is refused is replaced once, as nothing was published then. */
final class PublishCall {
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** Most characters of an answer that are repeated to people. */
    private static final int SHOWN = 500;

    private static final Pattern POSITION = Pattern.compile("\"position\"\\s*:\\s*\"(\\d+-\\d+)\"");

    private final HttpClient http;
    private final HttpSettings settings;

    PublishCall(HttpClient http, HttpSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** Waits for the answer. */
    Position send(Message message) throws InterruptedException {
        try {
            HttpResponse<String> answer = call(message, false);
            if (answer.statusCode() == UNAUTHORIZED && settings.tokens() != null) {
                answer = call(message, true);
            }
            return position(answer);
        } catch (IOException e) {
            throw failure(HubPublishException.Reason.UNAVAILABLE, "no answer: " + e, e);
        }
    }

    private HttpResponse<String> call(Message message, boolean refused) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.at("/api/sse/publish"))
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(message)));
        HubTokenSupplier tokens = settings.tokens();
        if (tokens != null) {
            request.header("Authorization", "Bearer " + tokens.token(refused));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Names hold nothing that JSON would want escaped, and data is JSON already. */
    private static String body(Message message) {
        Channel channel = message.channel();
        String target =
                switch (channel.kind()) {
                    case CLIENT -> "\"client\":\"" + channel.name() + '"';
                    case TOPIC -> "\"topic\":\"" + channel.name() + '"';
                    default -> "\"broadcast\":true";
                };
        String key = message.key() == null ? "" : ",\"key\":\"" + message.key() + '"';
        return "{" + target + ",\"event\":\"" + message.event().name() + '"' + key + ",\"data\":"
                + message.event().data() + "}";
    }

    private Position position(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == ACCEPTED) {
            Matcher found = POSITION.matcher(answer.body());
            Optional<Position> position = found.find() ? Position.parse(found.group(1)) : Optional.empty();
            return position.orElseThrow(() -> failure(
                    HubPublishException.Reason.UNAVAILABLE, "an answer without a position: " + said(answer), null));
        }
        HubPublishException.Reason reason = HubPublishException.Reason.REFUSED;
        if (status >= SERVER_ERROR || status == TOO_MANY || status == REQUEST_TIMEOUT) {
            reason = HubPublishException.Reason.UNAVAILABLE;
        } else if (status == CONFLICT) {
            reason = HubPublishException.Reason.KEY_CONFLICT;
        }
        throw failure(reason, "it answers " + status + ' ' + said(answer), null);
    }

    private HubPublishException failure(HubPublishException.Reason reason, String what, @Nullable Throwable cause) {
        return new HubPublishException(reason, "the hub at " + settings.hub() + ": " + what, cause);
    }

    private static String said(HttpResponse<String> answer) {
        String body = answer.body();
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + '…';
    }
}
