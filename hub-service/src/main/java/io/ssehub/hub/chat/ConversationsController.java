package io.ssehub.hub.chat;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.conversation.Conversation;
import io.ssehub.protocol.conversation.Conversations;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sse/conversations/{clientId}}: what a client has talked about. */
@RestController
@RequestMapping("/api/sse/conversations/{clientId}")
final class ConversationsController {
    /**
     * A conversation in the list.
     *
     * @param title its first question, shortened
     * @param turns how many questions it has
     */
    record Summary(String id, String title, int turns, Instant lastActivity) {
        static Summary of(Conversation conversation) {
            return new Summary(
                    conversation.id(),
                    Title.of(conversation.opening()),
                    conversation.turns(),
                    conversation.lastActivity());
        }
    }

    /** A client's conversations, the newest activity first. */
    record Listing(List<Summary> conversations) {}

    /** One conversation, its messages oldest first. */
    record Whole(String id, List<MessageView> messages) {}

    private final Conversations conversations;
    private final Generations generations;
    private final QuestionDesk desk;
    private final ChatProperties properties;

    ConversationsController(
            Conversations conversations, Generations generations, QuestionDesk desk, ChatProperties properties) {
        this.conversations = conversations;
        this.generations = generations;
        this.desk = desk;
        this.properties = properties;
    }

    @GetMapping
    Listing list(@PathVariable String clientId) {
        Names.check("clientId", clientId);
        return new Listing(Await.result(conversations.newest(clientId, properties.listed())).stream()
                .map(Summary::of)
                .toList());
    }

    @GetMapping("/{conversationId}")
    Whole read(@PathVariable String clientId, @PathVariable String conversationId) {
        check(clientId, conversationId);
        List<Generation> messages = Await.result(conversations.messages(clientId, conversationId, properties.listed()));
        if (messages.isEmpty()) {
            throw unknown();
        }
        return new Whole(conversationId, messages.stream().map(MessageView::of).toList());
    }

    /** Ends what still runs, so that its readers are told, then removes what was said. */
    @DeleteMapping("/{conversationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String clientId, @PathVariable String conversationId) {
        check(clientId, conversationId);
        List<String> ids = Await.result(conversations.messageIds(clientId, conversationId));
        if (ids.isEmpty()) {
            throw unknown();
        }
        for (String open : Await.result(conversations.open(clientId, ids))) {
            Await.result(generations.cancel(clientId, open));
        }
        desk.queueNext(clientId);
        Await.result(conversations.forget(clientId, conversationId, ids));
    }

    private static void check(String clientId, String conversationId) {
        Names.check("clientId", clientId);
        Names.check("conversationId", conversationId);
    }

    private static ApiException unknown() {
        return ApiException.of(
                HttpStatus.NOT_FOUND,
                "unknown_conversation",
                "there is no such conversation, or not any more",
                "conversationId");
    }
}
