package io.ssehub.hub.chat;

import io.ssehub.hub.chat.ChatMeters.Answer;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.protocol.access.Rates;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.generation.QueueLimits;
import io.ssehub.protocol.generation.Submission;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes questions as far as there is room for them, and puts into the request stream what may go there. */
@Component
final class QuestionDesk {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Generations generations;
    private final OpenGenerations open;
    private final RequestQueue requests;
    private final QueueLimits limits;
    private final ChatMeters meters;
    private final int backlog;
    private final Rates rates;
    private final int perMinute;

    QuestionDesk(
            Generations generations,
            OpenGenerations open,
            RequestQueue requests,
            QueueLimits limits,
            ChatMeters meters,
            ChatProperties properties,
            Rates rates,
            LimitProperties limited) {
        this.generations = generations;
        this.open = open;
        this.requests = requests;
        this.limits = limits;
        this.meters = meters;
        this.backlog = properties.backlog();
        this.rates = rates;
        this.perMinute = limited.questionsPerMinute();
    }

    /**
     * Accepts a question; answers its message id. One that was accepted before is never refused.
     *
     * @param traceparent what its steps are part of; empty for none
     * @throws ApiException if there are too many, or another one was accepted under this request id
     */
    String accept(
            String clientId, @Nullable String requestId, String message, String conversation, String traceparent) {
        // Both under way at once.
        CompletionStage<Duration> rate = rates.take(Rates.QUESTIONS, clientId, perMinute, Duration.ofMinutes(1));
        boolean overloaded = Await.result(requests.size()) >= backlog;
        Duration wait = Await.result(rate);
        boolean tooFast = wait.isPositive();
        Submission submission = Await.result(
                overloaded || tooFast
                        ? generations.submitAgain(clientId, requestId, message, conversation)
                        : generations.submit(clientId, requestId, message, conversation, traceparent));
        Answer answer =
                switch (submission.outcome()) {
                    case ACCEPTED -> Answer.ACCEPTED;
                    case REPEAT -> Answer.REPEAT;
                    case CONFLICT -> Answer.CONFLICT;
                    case FULL ->
                        tooFast ? Answer.TOO_MANY_QUESTIONS : overloaded ? Answer.OVERLOADED : Answer.TOO_MANY_WAITING;
                };
        meters.asked(answer);
        switch (answer) {
            case CONFLICT ->
                throw ApiException.of(
                        HttpStatus.CONFLICT,
                        "request_conflict",
                        "another message was accepted under this requestId",
                        "requestId");
            case TOO_MANY_WAITING ->
                throw ApiException.later(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_waiting",
                        "this client has " + limits.inFlight() + " questions in work and " + limits.waiting()
                                + " waiting, which is the limit",
                        RETRY_AFTER);
            case TOO_MANY_QUESTIONS ->
                throw ApiException.tooMany(
                        Limit.QUESTIONS,
                        "this client has asked " + perMinute + " questions within a minute, which is the limit",
                        perMinute,
                        wait);
            case OVERLOADED ->
                throw ApiException.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "overloaded",
                        "too many questions of all clients wait for an answer",
                        RETRY_AFTER);
            case ACCEPTED, REPEAT -> queue(clientId, submission.toQueue());
        }
        return submission.id();
    }

    /** One of a client's questions has ended here: the next may go. */
    void queueNext(String clientId) {
        queue(clientId, Await.result(open.admit(clientId, false)));
    }

    /** If this node dies in the middle, the caller's repetition or a worker's janitor makes up for it. */
    private void queue(String clientId, List<String> messageIds) {
        messageIds.forEach(id -> Await.result(requests.add(clientId, id)));
    }
}
