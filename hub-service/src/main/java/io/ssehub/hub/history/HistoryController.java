package io.ssehub.hub.history;

import io.ssehub.hub.bus.PastReader;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.Numbers;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.position.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sse/history/…}: a channel's past events, page by page, for whoever may hear the channel. */
@RestController
@RequestMapping("/api/sse/history")
final class HistoryController {
    private static final int MOST = 500;
    private static final String POSITION = "must be a position such as 1795258448790-2";

    private final PastReader reader;
    private final Callers callers;
    private final HistoryMeters meters;

    HistoryController(PastReader reader, Callers callers, HistoryMeters meters) {
        this.reader = reader;
        this.callers = callers;
        this.meters = meters;
    }

    @GetMapping("/client/{clientId}")
    Past.View ofClient(
            @PathVariable String clientId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") int limit) {
        return read(Channel.client(Names.check("clientId", clientId)), after, before, limit);
    }

    @GetMapping("/topic/{topic}")
    Past.View ofTopic(
            @PathVariable String topic,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") int limit) {
        return read(Channel.topic(Names.check("topic", topic)), after, before, limit);
    }

    @GetMapping("/broadcast")
    Past.View ofBroadcast(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") int limit) {
        return read(Channel.BROADCAST, after, before, limit);
    }

    private Past.View read(Channel channel, @Nullable String after, @Nullable String before, int limit) {
        if (!callers.current().mayHear(channel)) {
            throw ApiException.of(
                    HttpStatus.FORBIDDEN, "topic_not_granted", "the token does not grant " + channel, "topic");
        }
        Numbers.check("limit", limit, 1, MOST);
        Past.View view;
        if (after != null) {
            if (before != null) {
                throw ApiException.invalid("before", "cannot be given together with after");
            }
            Position position = position("after", after);
            view = Past.after(channel, position, Await.result(reader.after(channel, position, limit)));
        } else if (before != null) {
            Position position = position("before", before);
            if (position.isBeforeAny()) {
                throw ApiException.invalid("before", POSITION);
            }
            view = Past.before(channel, position, Await.result(reader.before(channel, position, limit)));
        } else {
            view = Past.before(channel, null, Await.result(reader.newest(channel, limit)));
        }
        meters.pageOfThePast(channel.kind());
        return view;
    }

    private static Position position(String field, String written) {
        return Position.parse(written).orElseThrow(() -> ApiException.invalid(field, POSITION));
    }
}
