package io.ssehub.e2e.pages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ssehub.e2e.fixture.Manifests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API of a cluster as far as {@code kubectl} needs it for what the pages say: it takes objects that the API describes and no others,
 * keeps them, and says of each Deployment at once that it is rolled out. Nothing is run.
 */
final class KubernetesApi implements AutoCloseable {
    private static final Pattern PATH =
            Pattern.compile("/(?:api|apis/([^/]+))/(v\\d)(?:/namespaces/([^/]+))?(?:/([a-z]+))?(?:/([^/]+))?");
    private static final Pattern ONLY = Pattern.compile("fieldSelector=metadata\\.name=([^&]+)");
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final HttpServer server;
    private final KubernetesObjects objects = new KubernetesObjects();

    private KubernetesApi(HttpServer server) {
        this.server = server;
    }

    static KubernetesApi start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KubernetesApi api = new KubernetesApi(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    /** How {@code kubectl} finds it. */
    String configuration() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: pages, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: nobody, user: {}}]
                contexts: [{name: pages, context: {cluster: pages, user: nobody}}]
                current-context: pages
                """.formatted(server.getAddress().getPort());
    }

    KubernetesObjects objects() {
        return objects;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String path = call.getRequestURI().getPath();
            Optional<JsonObject> discovery = KubernetesDiscovery.at(path);
            if (discovery.isPresent()) {
                say(call, OK, discovery.get());
                return;
            }
            Matcher named = PATH.matcher(path);
            if (!named.matches()) {
                say(call, NOT_FOUND, status(NOT_FOUND, "NotFound", path));
            } else if (named.group(4) == null) {
                // A namespace itself: its name stands where that of an object's namespace does.
                answer(call, "v1 namespaces", "", named.group(3));
            } else {
                String group = named.group(1) == null ? "" : named.group(1) + "/";
                String namespace = named.group(3) == null ? "" : named.group(3);
                answer(
                        call,
                        group + named.group(2) + " " + named.group(4),
                        namespace,
                        Objects.requireNonNullElse(named.group(5), ""));
            }
        }
    }

    private void answer(HttpExchange call, String resource, String namespace, String name) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (call.getRequestMethod()) {
            case "GET" -> get(call, resource, namespace, name);
            case "POST" ->
                create(call, resource, namespace, JsonParser.parseString(body).getAsJsonObject());
            case "PATCH" -> patch(call, resource, namespace, name, JsonParser.parseString(body));
            default -> say(call, INVALID, status(INVALID, "Invalid", call.getRequestMethod()));
        }
    }

    private void get(HttpExchange call, String resource, String namespace, String name) throws IOException {
        if (name.isEmpty()) {
            list(call, resource, namespace);
            return;
        }
        Optional<JsonObject> found = objects.find(resource, namespace, name);
        if (found.isPresent()) {
            say(call, OK, found.get());
        } else {
            say(call, NOT_FOUND, status(NOT_FOUND, "NotFound", resource + " " + name + " not found"));
        }
    }

    private void list(HttpExchange call, String resource, String namespace) throws IOException {
        String query = Objects.requireNonNullElse(call.getRequestURI().getQuery(), "");
        if (query.contains("watch=")) {
            // Nothing changes after it was told.
            call.sendResponseHeaders(OK, -1);
            return;
        }
        Matcher only = ONLY.matcher(query);
        String wanted = only.find() ? only.group(1) : "";
        JsonArray items = new JsonArray();
        objects.all(resource, namespace).stream()
                .filter(each -> wanted.isEmpty() || wanted.equals(KubernetesObjects.name(each)))
                .forEach(items::add);
        JsonObject list = KubernetesDiscovery.list(resource);
        list.add("items", items);
        say(call, OK, list);
    }

    private void create(HttpExchange call, String resource, String namespace, JsonObject object) throws IOException {
        String name = KubernetesObjects.name(object);
        if (objects.find(resource, namespace, name).isPresent()) {
            say(call, CONFLICT, status(CONFLICT, "AlreadyExists", name + " is there"));
        } else {
            put(call, CREATED, resource, namespace, object);
        }
    }

    private void patch(HttpExchange call, String resource, String namespace, String name, JsonElement patch)
            throws IOException {
        Optional<JsonObject> found = objects.find(resource, namespace, name);
        if (found.isEmpty()) {
            say(call, NOT_FOUND, status(NOT_FOUND, "NotFound", name));
        } else {
            put(call, OK, resource, namespace, KubernetesPatch.apply(patch, found.get()));
        }
    }

    private void put(HttpExchange call, int code, String resource, String namespace, JsonObject object)
            throws IOException {
        try {
            Manifests.validate(object);
        } catch (IllegalArgumentException wrong) {
            say(call, INVALID, status(INVALID, "Invalid", String.valueOf(wrong.getMessage())));
            return;
        }
        if (!namespace.isEmpty() && objects.find("v1 namespaces", "", namespace).isEmpty()) {
            say(call, NOT_FOUND, status(NOT_FOUND, "NotFound", "namespaces " + namespace + " not found"));
            return;
        }
        say(call, code, objects.put(resource, namespace, object));
    }

    private static JsonObject status(int code, String reason, String message) {
        JsonObject status = new JsonObject();
        status.addProperty("kind", "Status");
        status.addProperty("apiVersion", "v1");
        status.addProperty("status", "Failure");
        status.addProperty("reason", reason);
        status.addProperty("message", message);
        status.addProperty("code", code);
        return status;
    }

    private static void say(HttpExchange call, int code, JsonObject answer) throws IOException {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(code, bytes.length);
        call.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
