package io.ssehub.hub.cluster;

import io.ssehub.hub.cluster.Inquiry.Gathered;
import io.ssehub.hub.connect.ConnectRequest;
import io.ssehub.hub.http.Accepts;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.ForOperators;
import io.ssehub.hub.http.Numbers;
import io.ssehub.protocol.channel.Names;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
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

/** {@code /api/sse/cluster}: who is there, what has ended, and taking a node out of service and back. */
@RestController
@ForOperators
final class ClusterController {
    private static final int MOST_ENDINGS = 1_000;

    /** One that a node of another version tells less of comes last. */
    private static final Comparator<EndingsView.Ended> NEWEST_FIRST = Comparator.comparing(
                    EndingsView.Ended::ended, Comparator.nullsFirst(Comparator.naturalOrder()))
            .reversed();

    private final ClusterReader reader;
    private final ClusterStreams streams;
    private final Inquiries inquiries;

    ClusterController(ClusterReader reader, ClusterStreams streams, Inquiries inquiries) {
        this.reader = reader;
        this.streams = streams;
        this.inquiries = inquiries;
    }

    @GetMapping("/api/sse/cluster")
    ResponseEntity<?> cluster(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            @RequestParam(required = false) @Nullable String lastEventId,
            HttpServletRequest http) {
        if (Accepts.eventStream(accept)) {
            return streams.open(ConnectRequest.writtenCursor(lastEventIdHeader, lastEventId), http);
        }
        return ResponseEntity.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT).body(Await.result(reader.read()));
    }

    @GetMapping("/api/sse/cluster/endings")
    EndingsView endings(@RequestParam(defaultValue = "100") int limit) {
        Numbers.check("limit", limit, 1, MOST_ENDINGS);
        Gathered<Respondent.Endings> gathered =
                inquiries.all(Respondent.ENDINGS, Integer.toString(limit), answer -> false);
        List<EndingsView.Ended> newest = gathered.answers().values().stream()
                .flatMap(answer -> answer.endings().stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
        return new EndingsView(newest, List.copyOf(gathered.unanswered()));
    }

    @PostMapping("/api/sse/cluster/{node}/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void drain(@PathVariable String node) {
        order(node, Respondent.DRAIN);
    }

    @DeleteMapping("/api/sse/cluster/{node}/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void takeBack(@PathVariable String node) {
        if (!order(node, Respondent.TAKE_BACK).done()) {
            throw ApiException.of(HttpStatus.CONFLICT, "node_stopping", "This node stops, which nothing ends.", "node");
        }
    }

    private Respondent.Obeyed order(String node, Respondent.Kind<Respondent.Obeyed> what) {
        Names.check("node", node);
        Gathered<Respondent.Obeyed> gathered = inquiries
                .one(node, what)
                .orElseThrow(() -> ApiException.of(
                        HttpStatus.NOT_FOUND, "unknown_node", "there is no such node, or not any more", "node"));
        return gathered.answers().values().stream().findFirst().orElseThrow(() -> Silence.of(gathered.unanswered()));
    }
}
