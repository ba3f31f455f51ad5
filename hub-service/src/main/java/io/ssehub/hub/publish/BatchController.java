package io.ssehub.hub.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.http.BadRequests;
import io.ssehub.hub.limit.LimitMeters;
import io.ssehub.hub.publish.PublishDesk.Publication;
import io.ssehub.hub.publish.PublishMeters.Line;
import io.ssehub.protocol.channel.InvalidNameException;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.redis.RedisAwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /api/sse/publish} with {@code application/x-ndjson}: a publication a line, sent to Redis one after the other
 * without waiting, and an answer a line. A body that is refused as a whole publishes nothing.
 */
@RestController
@EnableConfigurationProperties(PublishProperties.class)
final class BatchController {
    private static final String NDJSON = "application/x-ndjson";

    /** What came of a line: where its event stands, or why it does not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineAnswer(
            int line,
            @Nullable String position,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable String field,
            @Nullable Object limit,
            @Nullable Long retryAfterMillis) {

        static LineAnswer of(int line, String position) {
            return new LineAnswer(line, position, null, null, null, null, null, null);
        }

        static LineAnswer of(int line, ApiException problem) {
            return new LineAnswer(
                    line,
                    null,
                    problem.status().value(),
                    problem.code(),
                    problem.getMessage(),
                    problem.field().orElse(null),
                    problem.limit().orElse(null),
                    problem.retryAfter().map(Duration::toMillis).orElse(null));
        }
    }

    private final PublishController single;
    private final PublishProperties properties;
    private final PublishMeters meters;
    private final LimitMeters limits;
    private final JsonMapper json;

    BatchController(
            PublishController single,
            PublishProperties properties,
            PublishMeters meters,
            LimitMeters limits,
            JsonMapper json) {
        this.single = single;
        this.properties = properties;
        this.meters = meters;
        this.limits = limits;
        this.json = json;
    }

    @PostMapping(path = "/api/sse/publish", consumes = NDJSON)
    ResponseEntity<byte[]> publish(HttpServletRequest request) throws IOException {
        List<BatchBody.Line> lines = BatchBody.read(request, properties);
        List<CompletionStage<Published>> begun = new ArrayList<>(lines.size());
        for (BatchBody.Line line : lines) {
            begun.add(begin(line, request));
        }
        List<LineAnswer> answers = new ArrayList<>(lines.size());
        @Nullable RedisAwayException away = null;
        boolean anyKnown = false;
        for (int i = 0; i < lines.size(); i++) {
            int number = lines.get(i).number();
            try {
                answers.add(LineAnswer.of(
                        number, PublishDesk.accepted(Await.result(begun.get(i))).position()));
                meters.line(Line.PUBLISHED);
                anyKnown = true;
            } catch (ApiException refusal) {
                answers.add(LineAnswer.of(number, refusal));
                meters.line(Line.REFUSED);
                refusal.exceeded().ifPresent(limits::exceeded);
            } catch (RedisAwayException unknown) {
                answers.add(LineAnswer.of(number, unknown()));
                meters.line(Line.UNKNOWN);
                away = unknown;
            }
        }
        if (away != null && !anyKnown) {
            throw away;
        }
        return ResponseEntity.ok().contentType(MediaType.valueOf(NDJSON)).body(written(answers));
    }

    private CompletionStage<Published> begin(BatchBody.Line line, HttpServletRequest request) {
        try {
            Publication publication = json.readValue(line.json(), Publication.class);
            if (publication == null) {
                throw ApiException.invalid("body", "must be a JSON object");
            }
            return single.begin(publication, request);
        } catch (JacksonException unreadable) {
            return CompletableFuture.failedStage(BadRequests.unreadable(unreadable));
        } catch (InvalidNameException name) {
            return CompletableFuture.failedStage(BadRequests.name(name));
        } catch (ApiException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }

    private static ApiException unknown() {
        return ApiException.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "redis_unavailable",
                "whether this was published is unknown; repeat it with the same key");
    }

    private byte[] written(List<LineAnswer> answers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (LineAnswer answer : answers) {
            out.writeBytes(json.writeValueAsBytes(answer));
            out.write('\n');
        }
        return out.toByteArray();
    }
}
