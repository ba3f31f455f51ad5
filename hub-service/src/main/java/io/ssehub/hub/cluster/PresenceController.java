package io.ssehub.hub.cluster;

import io.ssehub.hub.cluster.Inquiry.Gathered;
import io.ssehub.hub.connect.ConnectProperties;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.ForOperators;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.generation.Acknowledgements;
import io.ssehub.protocol.generation.Generations;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a client is connected, on all nodes, and ending one of its connections. Nothing is written for it anywhere. */
@RestController
@ForOperators
final class PresenceController {
    /** One that a node of another version tells less of comes first. */
    private static final Comparator<PresenceView.Connection> OLDEST_FIRST =
            Comparator.comparing(PresenceView.Connection::since, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Inquiries inquiries;
    private final Generations generations;
    private final int mostMessages;

    PresenceController(Inquiries inquiries, Generations generations, ConnectProperties properties) {
        this.inquiries = inquiries;
        this.generations = generations;
        this.mostMessages = properties.acked();
    }

    @GetMapping("/api/sse/clients/{clientId}")
    PresenceView presence(@PathVariable String clientId) {
        Names.check("clientId", clientId);
        CompletionStage<Acknowledgements> known = generations.acknowledgements(clientId, mostMessages);
        Gathered<Respondent.Connections> gathered = inquiries.all(Respondent.CLIENT, clientId, answer -> false);
        List<PresenceView.Connection> connections = gathered.answers().values().stream()
                .flatMap(answer -> answer.connections().stream())
                .sorted(OLDEST_FIRST)
                .toList();
        return new PresenceView(
                clientId,
                connections,
                gathered.answers().values().stream()
                        .mapToInt(Respondent.Connections::more)
                        .sum(),
                Await.result(known).unacknowledged(),
                List.copyOf(gathered.unanswered()));
    }

    @DeleteMapping("/api/sse/connections/{connectionId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void end(@PathVariable String connectionId) {
        Names.check("connectionId", connectionId);
        Gathered<Respondent.Obeyed> gathered = inquiries.all(Respondent.END, connectionId, Respondent.Obeyed::done);
        if (gathered.answers().values().stream().anyMatch(Respondent.Obeyed::done)) {
            return;
        }
        if (!gathered.unanswered().isEmpty()) {
            throw Silence.of(gathered.unanswered());
        }
        throw ApiException.of(
                HttpStatus.NOT_FOUND,
                "unknown_connection",
                "there is no such connection, or not any more",
                "connectionId");
    }
}
