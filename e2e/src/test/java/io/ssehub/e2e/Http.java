package io.ssehub.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain calls to a node. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private Http() {}

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    static JsonNode get(URI node, String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(node.resolve(path))).body());
    }

    static JsonNode post(URI node, String path, String body) {
        return JSON.readTree(send(HttpRequest.newBuilder(node.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body());
    }

    /** One generation as Redis holds it, by way of a hub. */
    static JsonNode message(URI node, String clientId, String messageId) {
        return get(node, "/api/sse/messages/" + clientId + "/" + messageId);
    }
}
