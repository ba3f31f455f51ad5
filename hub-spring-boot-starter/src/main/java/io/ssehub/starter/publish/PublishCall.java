package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.starter.token.HubTokenSupplier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The call that publishes an event, or several of different channels. A token that is refused is replaced once, as nothing was
 * published then.
 */
final class PublishCall {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** By these a hub says that it takes no lines, or not so many; each event may still go on its own. */
    private static final Set<Integer> NOTHING_TAKEN = Set.of(400, 413, 415);

    /** Most characters of an answer that are repeated to people. */
    private static final int SHOWN = 500;

    private static final Pattern POSITION = Pattern.compile("\"position\"\\s*:\\s*\"(\\d+-\\d+)\"");
    private static final Pattern LINE = Pattern.compile("\"line\"\\s*:\\s*(\\d{1,9})");
    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*(\\d{3})");

    private final HttpClient http;
    private final HttpSettings settings;

    PublishCall(HttpClient http, HttpSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** What became of an event. */
    sealed interface Outcome {}

    record Published(Position position) implements Outcome {}

    record Failed(HubPublishException why) implements Outcome {}

    /** Waits for the answer; one outcome an event, in their order. */
    List<Outcome> send(List<Message> messages) throws InterruptedException {
        return messages.size() == 1 ? List.of(send(messages.getFirst())) : sendTogether(messages);
    }

    private Outcome send(Message message) throws InterruptedException {
        try {
            return outcome(post(JSON, body(message)));
        } catch (IOException e) {
            return unavailable("no answer: " + e, e);
        }
    }

    private List<Outcome> sendTogether(List<Message> messages) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = post(LINES, messages.stream().map(PublishCall::body).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            return Collections.nCopies(messages.size(), unavailable("no answer: " + e, e));
        }
        if (answer.statusCode() == OK) {
            return outcomes(answer.body(), messages.size());
        }
        if (!NOTHING_TAKEN.contains(answer.statusCode())) {
            return Collections.nCopies(messages.size(), outcome(answer));
        }
        List<Outcome> outcomes = new ArrayList<>(messages.size());
        for (Message message : messages) {
            outcomes.add(send(message));
        }
        return outcomes;
    }

    private HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(type, body, false);
        return answer.statusCode() == UNAUTHORIZED && settings.tokens() != null ? post(type, body, true) : answer;
    }

    private HttpResponse<String> post(String type, String body, boolean refused)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.at("/api/sse/publish"))
                .timeout(settings.timeout())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
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

    /** Each line of the answer names the line it is for. */
    private List<Outcome> outcomes(String answer, int number) {
        List<Outcome> outcomes =
                new ArrayList<>(Collections.nCopies(number, unavailable("it does not say what became of it", null)));
        answer.lines().forEach(line -> {
            Matcher numbered = LINE.matcher(line);
            int index = numbered.find() ? Integer.parseInt(numbered.group(1)) - 1 : -1;
            if (index >= 0 && index < number) {
                Matcher refused = STATUS.matcher(line);
                outcomes.set(index, outcome(refused.find() ? Integer.parseInt(refused.group(1)) : ACCEPTED, line));
            }
        });
        return outcomes;
    }

    private Outcome outcome(HttpResponse<String> answer) {
        return outcome(answer.statusCode(), answer.body());
    }

    private Outcome outcome(int status, String said) {
        if (status == ACCEPTED) {
            Matcher found = POSITION.matcher(said);
            Optional<Position> position = found.find() ? Position.parse(found.group(1)) : Optional.empty();
            return position.<Outcome>map(Published::new)
                    .orElseGet(() -> unavailable("an answer without a position: " + cut(said), null));
        }
        HubPublishException.Reason reason = HubPublishException.Reason.REFUSED;
        if (status >= SERVER_ERROR || status == TOO_MANY || status == REQUEST_TIMEOUT) {
            reason = HubPublishException.Reason.UNAVAILABLE;
        } else if (status == CONFLICT) {
            reason = HubPublishException.Reason.KEY_CONFLICT;
        }
        return failed(reason, "it answers " + status + ' ' + cut(said), null);
    }

    private Failed unavailable(String what, @Nullable Throwable cause) {
        return failed(HubPublishException.Reason.UNAVAILABLE, what, cause);
    }

    private Failed failed(HubPublishException.Reason reason, String what, @Nullable Throwable cause) {
        return new Failed(new HubPublishException(reason, "the hub at " + settings.hub() + ": " + what, cause));
    }

    private static String cut(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + '…';
    }
}
