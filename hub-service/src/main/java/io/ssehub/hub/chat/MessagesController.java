package io.ssehub.hub.chat;

import io.ssehub.hub.connect.ConnectRequest;
import io.ssehub.hub.http.Accepts;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.redis.RedisKeys;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One answer: read it, cancel it, say that it has arrived. */
@RestController
final class MessagesController {
    private final Generations generations;
    private final QuestionDesk desk;
    private final AnswerStreams streams;

    MessagesController(Generations generations, QuestionDesk desk, AnswerStreams streams) {
        this.generations = generations;
        this.desk = desk;
        this.streams = streams;
    }

    @GetMapping("/api/sse/messages/{clientId}/{messageId}")
    ResponseEntity<?> read(
            @PathVariable String clientId,
            @PathVariable String messageId,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            @RequestParam(required = false) @Nullable String lastEventId,
            HttpServletRequest http) {
        check(clientId, messageId);
        if (Accepts.eventStream(accept)) {
            String cursor =
                    ConnectRequest.writtenCursor(lastEventIdHeader, lastEventId).orElse(null);
            return streams.open(clientId, messageId, cursor, http, MessagesController::unknown);
        }
        MessageView view = Await.result(generations.find(clientId, messageId))
                .map(MessageView::of)
                .orElseThrow(MessagesController::unknown);
        return ResponseEntity.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT).body(view);
    }

    @DeleteMapping("/api/sse/messages/{clientId}/{messageId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String clientId, @PathVariable String messageId) {
        check(clientId, messageId);
        switch (Await.result(generations.cancel(clientId, messageId))) {
            case StepResult.Gone gone -> throw unknown();
            case StepResult.Ended(GenerationState state)
            when state != GenerationState.CANCELLED ->
                throw ApiException.of(
                        HttpStatus.CONFLICT, "already_ended", "the message has ended already: " + state.code());
            // It is cancelled now, or was before.
            default -> desk.queueNext(clientId);
        }
    }

    @PostMapping("/api/sse/ack/{clientId}/{messageId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(@PathVariable String clientId, @PathVariable String messageId) {
        check(clientId, messageId);
        if (!Await.result(generations.ack(clientId, messageId))) {
            throw unknown();
        }
    }

    private static void check(String clientId, String messageId) {
        Names.check("clientId", clientId);
        Names.check("messageId", messageId);
        if (!RedisKeys.isMessageId(messageId)) {
            throw unknown();
        }
    }

    private static ApiException unknown() {
        return ApiException.of(
                HttpStatus.NOT_FOUND, "unknown_message", "there is no such message, or not any more", "messageId");
    }
}
