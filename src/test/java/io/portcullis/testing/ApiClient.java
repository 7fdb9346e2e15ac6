package io.portcullis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A client of one node: plain requests of the API, and their answers as they come. */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUSY = "too many logins are waiting for a password check";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String address;
    private final String token;
    private final String namespace;

    /** A client that sends this token; an empty one sends none. */
    public ApiClient(String address, String token) {
        this(address, token, "");
    }

    private ApiClient(String address, String token, String namespace) {
        this.address = address;
        this.token = token;
        this.namespace = namespace;
    }

    /** An answer. */
    public record Reply(int status, String body, HttpResponse<String> http) {

        /** The body as JSON; missing if there is none. */
        public JsonNode json() {
            try {
                return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
            } catch (IOException malformed) {
                throw new AssertionError("not JSON: " + body, malformed);
            }
        }

        /** {@code data}. */
        public JsonNode data() {
            return json().path("data");
        }

        /** {@code auth}. */
        public JsonNode auth() {
            return json().path("auth");
        }

        /** {@code auth.client_token}. */
        public String token() {
            return auth().path("client_token").asText();
        }

        /** {@code errors[0]}; empty when there is none. */
        public String error() {
            return json().path("errors").path(0).asText("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /** The token that it sends; empty for none. */
    public String token() {
        return token;
    }

    /** The base address. */
    public String address() {
        return address;
    }

    /** The same node with another token. */
    public ApiClient with(String otherToken) {
        return new ApiClient(address, otherToken, namespace);
    }

    /** The same node and token, its requests sent to this namespace by the header; an empty one sends none. */
    public ApiClient in(String otherNamespace) {
        return new ApiClient(address, token, otherNamespace);
    }

    /** The same token at another node. */
    public ApiClient at(String otherAddress) {
        return new ApiClient(otherAddress, token);
    }

    /** The same node without a token. */
    public ApiClient anonymous() {
        return with("");
    }

    /** Sends a request without a body. */
    public Reply send(String method, String path) {
        return send(method, path, null);
    }

    /** Sends a request; {@code path} is below {@code /v1/}, the body JSON, single quotes standing for double ones. */
    public Reply send(String method, String path, String body) {
        return sendAsync(method, path, body).join();
    }

    /** Sends a request with further headers, names and values in turn. */
    public Reply sendWith(String method, String path, String body, String... headers) {
        return sendAsync(method, path, body, headers).join();
    }

    /** Sends a request and does not wait. */
    public CompletableFuture<Reply> sendAsync(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!token.isEmpty()) {
            request.header("X-Vault-Token", token);
        }
        if (!namespace.isEmpty()) {
            request.header("X-Vault-Namespace", namespace);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> new Reply(answer.statusCode(), answer.body(), answer));
    }

    /** GET. */
    public Reply get(String path) {
        return send("GET", path);
    }

    /** POST; again, for as long as the node says that it began nothing because too many passwords wait to be checked. */
    public Reply post(String path, String body) {
        AtomicReference<Reply> last = new AtomicReference<>();
        try {
            Poll.until(PATIENCE, () -> {
                last.set(send("POST", path, body));
                return last.get().status() != 503 || !last.get().body().contains(BUSY);
            });
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return last.get();
    }

    /** DELETE. */
    public Reply delete(String path) {
        return send("DELETE", path);
    }

    /** Logs in. */
    public Reply login(String mount, String name, String password) {
        return anonymous().post("auth/" + mount + "/login/" + name, "{'password':'" + password + "'}");
    }
}
