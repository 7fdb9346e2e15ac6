package io.portcullis.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A request that passed the {@link Gate}: everything below works with these values and never parses target or headers again.
 *
 * @param request the request as it came, for its body, its addresses and further headers
 * @param method the method as sent, known or not
 * @param path what follows {@code /v1/}, decoded once; without {@code .} and {@code ..} segments, maybe empty, maybe with
 *     {@code //} where an escaped slash stood
 * @param query the query as sent, still escaped and well formed; empty if there is none
 * @param token the client's token; empty if none was sent
 * @param namespace the {@code X-Vault-Namespace} header as sent, one character for each byte; empty if absent
 */
public record CleanRequest(
        HttpServerRequest request, String method, String path, String query, String token, String namespace) {

    private static final String FILTERED_BY_BODY = "sys/locked-users";

    /** Where the answer goes; it has the {@link StandardHeaders} already. */
    public HttpServerResponse response() {
        return request.response();
    }

    /** Whether its body means something: that of a POST, PUT or PATCH, and of the one GET that is documented with a filter in its body. */
    public boolean carriesFields() {
        return switch (method) {
            case "POST", "PUT", "PATCH" -> true;
            case "GET" -> path.equals(FILTERED_BY_BODY) || path.endsWith("/" + FILTERED_BY_BODY);
            default -> false;
        };
    }

    /** The method alone: path, query, namespace and token are the client's secrets. */
    @Override
    public String toString() {
        return "CleanRequest(" + method + ")";
    }
}
