package io.ssehub.hub.chat;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.HttpProperties;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.trace.Traces;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sse/chat/{clientId}}: questions, and the list of what was asked. */
@RestController
@RequestMapping("/api/sse/chat/{clientId}")
final class ChatController {
    /** A question. The same {@code requestId} is answered by the same message, however often it is sent. */
    record Question(
            @Nullable String message,
            @Nullable String requestId,
            @Nullable String conversationId) {}

    /** The answer's id; its events carry it. */
    record Accepted(String id) {}

    /** A client's generations, newest first. */
    record Listing(List<MessageView> messages) {}

    // How the calls are called where they are traced.
    private static final String BY_POST = "POST /api/sse/chat/{clientId}";
    private static final String BY_LINK = "GET /api/sse/chat/{clientId}/{message}";

    /** As W3C's Trace Context has it. */
    private static final String TRACEPARENT = "traceparent";

    private final Generations generations;
    private final QuestionDesk desk;
    private final ChatProperties properties;
    private final Traces traces;
    private final boolean getActions;

    ChatController(
            Generations generations,
            QuestionDesk desk,
            ChatProperties properties,
            Traces traces,
            HttpProperties http,
            Callers callers) {
        this.generations = generations;
        this.desk = desk;
        this.properties = properties;
        this.traces = traces;
        this.getActions = http.getActions() && callers.isOpen();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted ask(
            @PathVariable String clientId,
            @RequestBody Question question,
            @RequestHeader(name = TRACEPARENT, defaultValue = "") String traceparent) {
        return submit(BY_POST, clientId, question, traceparent);
    }

    /** The same for a link or curl. */
    @GetMapping("/{message}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted askByLink(
            @PathVariable String clientId,
            @PathVariable String message,
            @RequestHeader(name = TRACEPARENT, defaultValue = "") String traceparent) {
        if (!getActions) {
            throw ApiException.notAllowed(
                    "asking by GET is switched off (hub.http.get-actions); POST to /api/sse/chat/{clientId}");
        }
        return submit(BY_LINK, clientId, new Question(message, null, null), traceparent);
    }

    @GetMapping
    Listing list(@PathVariable String clientId) {
        Names.check("clientId", clientId);
        return new Listing(Await.result(generations.newest(clientId, properties.listed())).stream()
                .map(MessageView::withoutText)
                .toList());
    }

    private Accepted submit(String call, String clientId, Question question, String traceparent) {
        Names.check("clientId", clientId);
        String message = question.message();
        if (message == null || message.isBlank()) {
            throw ApiException.invalid("message", "must not be empty");
        }
        if (message.length() > properties.maxMessage()) {
            throw ApiException.invalid(
                    "message", "must not exceed " + properties.maxMessage() + " characters", properties.maxMessage());
        }
        if (question.requestId() != null) {
            Names.check("requestId", question.requestId());
        }
        String conversation = question.conversationId() == null
                ? Generations.DEFAULT_CONVERSATION
                : Names.check("conversationId", question.conversationId());
        try (Traces.Step step = traces.begin(call, Traces.Kind.SERVER, traceparent)) {
            try {
                String id = desk.accept(clientId, question.requestId(), message, conversation, step.traceparent());
                step.note(Traces.MESSAGE, id);
                return new Accepted(id);
            } catch (ApiException refusal) {
                step.fail(refusal.code());
                throw refusal;
            } catch (RedisAwayException away) {
                step.fail("redis_unavailable");
                throw away;
            }
        }
    }
}
