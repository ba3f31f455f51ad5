package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.hub.Credentials;
import io.ssehub.loadtest.hub.SignedTokens;
import io.ssehub.loadtest.publish.HttpSender;
import io.ssehub.loadtest.publish.Sender;
import io.ssehub.loadtest.redis.RedisSender;
import io.ssehub.loadtest.server.HubTarget;
import io.ssehub.loadtest.server.Target;
import io.ssehub.loadtest.server.TargetDescription;
import io.ssehub.loadtest.server.TemplateTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is under load, and how one talks to it. */
final class TargetOptions {
    private static final String HUB = "hub";
    private static final String CUSTOM = "custom";

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "hub, nchan, mercure, centrifugo, custom, or a file of properties. Default: ${DEFAULT-VALUE}")
    private String target = HUB;

    @Option(
            names = "--at",
            paramLabel = "URL",
            split = ",",
            description = "Where the server is; several nodes with commas between. Default: http://localhost:8080")
    private List<URI> at = List.of(URI.create("http://localhost:8080"));

    @Option(names = "--publish-at", paramLabel = "URL", split = ",", description = "Where to publish, if elsewhere")
    private List<URI> publishAt = List.of();

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Publish straight into the hub's Redis, as a backend in Java does, instead of over HTTP")
    private String redis = "";

    @Option(
            names = "--redis-prefix",
            paramLabel = "PREFIX",
            description = "The hub's hub.redis.prefix. Default: ${DEFAULT-VALUE}")
    private String redisPrefix = "hub";

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            description = "How long an event may wait for others that go to Redis with it, with --redis. Default: 0")
    private Duration linger = Duration.ZERO;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every request, such as 'Authorization: Bearer ...'")
    private List<String> headers = List.of();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "Holds the hubs' secret, for hubs in mode jwt: every reader gets a token of its own, signed with it")
    private @Nullable Path secretFile;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "The hubs' hub.auth.audience. Default: ${DEFAULT-VALUE}")
    private String audience = "sse-hub";

    @Option(
            names = "--subscribe",
            paramLabel = "TEMPLATE",
            description = "Path of a stream, with {channel} or {channels:SEPARATOR}, and {client}")
    private String subscribe = "";

    @Option(
            names = "--publish",
            paramLabel = "TEMPLATE",
            description = "Method and path of a publication, such as 'POST /pub/{channel}'")
    private String publish = "";

    @Option(
            names = "--body",
            paramLabel = "TEMPLATE",
            description = "What is posted, with {data}, {data:url}, {data:json}, {channel} and {key}")
    private String body = "";

    @Option(
            names = "--data-field",
            paramLabel = "PATH",
            description = "Where in an event's data the payload is, as pub.data. Default: the data is the payload")
    private String dataField = "";

    List<URI> nodes() {
        return at;
    }

    Target target() throws IOException {
        Map<String, String> sent = headers();
        if (target.equals(HUB)) {
            return new HubTarget(sent, secretFile == null ? Credentials.NONE : SignedTokens.read(secretFile, audience));
        }
        if (secretFile != null) {
            throw new IllegalArgumentException("--secret-file is the hub's; others take what --header says");
        }
        TargetDescription described = target.equals(CUSTOM) ? TargetDescription.EMPTY : TargetDescription.read(target);
        return new TemplateTarget(target, described.with(sent).or(subscribe, publish, body, dataField));
    }

    /** @throws IllegalArgumentException if publications are to carry keys and the way there has no place for them */
    Sender sender(Target to, int connections, Duration patience, boolean keys) {
        if (!redis.isEmpty()) {
            return new RedisSender(redis, redisPrefix, linger);
        }
        if (keys && !to.knowsKeys()) {
            throw new IllegalArgumentException("the target has no place for keys: its templates have no {key}");
        }
        return new HttpSender(to, publishAt.isEmpty() ? at : publishAt, connections, patience, keys);
    }

    private Map<String, String> headers() {
        Map<String, String> read = new HashMap<>();
        for (String header : new ArrayList<>(headers)) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("not 'NAME: VALUE': " + header);
            }
            read.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return read;
    }
}
